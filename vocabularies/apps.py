"""Vocabularies: the controlled terms."""

from django.apps import AppConfig


class VocabulariesConfig(AppConfig):
    """One table of terms for every scheme."""

    name = "vocabularies"

    def ready(self) -> None:
        """Connect the receivers."""
        from vocabularies import privacy, receivers  # noqa: F401, PLC0415  (decision 0001)
