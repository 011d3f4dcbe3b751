"""Search: one interface, several engines."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finds records; knows nothing of who made them."""

    name = "search"

    def ready(self) -> None:
        """Connect the receivers; register the alert, the interests and the panels."""
        from search import (  # noqa: PLC0415  (decision 0001)
            alert_kind,
            interests,
            privacy,  # noqa: F401
            receivers,  # noqa: F401
            workspace,
        )

        alert_kind.register()
        interests.register()
        workspace.register()
