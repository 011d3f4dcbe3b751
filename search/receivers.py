"""What the search room hears from the records room."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.dispatch import receiver

from records.files import files_changed
from records.models import Record
from records.projection import records_changed
from records.sequencer import changes_numbered
from search import file_texts
from search.engines.elasticsearch import overlay
from search.engines.embedded import writing
from search.sources import forget_sources
from search.tasks import nudge_index


@receiver(records_changed)
def on_records_changed(records: list[Record], narrowed: Sequence[int], **kwargs: Any) -> None:
    """The embedded index changes in the writer's transaction: it is never behind.

    Elasticsearch follows later. What it must not show meanwhile is written down here.
    """
    forget_sources()
    file_texts.follow(records)
    if settings.CHM_SEARCH_EMBEDDED:
        writing.index(records)
    if settings.ELASTICSEARCH_URL and narrowed:
        overlay.narrow(narrowed)


@receiver(changes_numbered)
def on_changes_numbered(count: int, **kwargs: Any) -> None:
    """The index follows at once where a worker can do it, else with the clock."""
    nudge_index()


@receiver(files_changed)
def on_files_changed(urls: list[str], **kwargs: Any) -> None:
    """What was read of a file that changed is forgotten at once; it is read again later."""
    file_texts.look_again(urls)
