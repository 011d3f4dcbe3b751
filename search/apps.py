"""Search: one interface, several engines."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finds records; knows nothing of who made them."""

    name = "search"

    def ready(self) -> None:
        """Connect the receivers, and let people be told of new results."""
        from search import alert_kind, privacy, receivers  # noqa: F401, PLC0415  (decision 0001)

        alert_kind.register()
