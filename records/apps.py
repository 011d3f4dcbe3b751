"""Records: the projection and its change feed."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """One row per thing that can be found or exchanged."""

    name = "records"

    def ready(self) -> None:
        """Load the system checks and connect the receivers."""
        from records import checks, privacy, receivers  # noqa: F401, PLC0415  (decision 0001)
