"""What the search room hears from the records room."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver

from records.models import Record
from records.projection import records_changed
from search.engines.embedded import writing


@receiver(records_changed)
def on_records_changed(records: list[Record], **kwargs: Any) -> None:
    """The embedded index changes in the writer's transaction: it is never behind."""
    if settings.CHM_SEARCH_EMBEDDED:
        writing.index(records)
