"""What the records room hears from the rooms below it."""

from typing import Any

from django.dispatch import receiver

from records import projection
from vocabularies.signals import terms_changed


@receiver(terms_changed)
def on_terms_changed(identifiers: set[str], **kwargs: Any) -> None:
    """A label is found through the records that carry its term."""
    projection.touch(*identifiers)
