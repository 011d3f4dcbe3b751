"""What the records room hears from the rooms below it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from records import projection
from vocabularies.models import TermLabel


@receiver(post_save, sender=TermLabel)
@receiver(post_delete, sender=TermLabel)
def on_label_changed(instance: TermLabel, **kwargs: Any) -> None:
    """A label is found through the records that carry its term."""
    projection.touch(instance.term.identifier)
