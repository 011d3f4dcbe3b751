"""The index follows the change feed (decision 0081).

Each index has a position; batches are read behind it in the order of the feed and sent
with their numbers as versions. The position moves when a batch is written, and for an
index that is searched when it can be found. Everything may be repeated: a worker that
dies between any two steps is followed by one that does them again.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, TransportError

from records.models import Record
from search.engines.elasticsearch import mapping
from search.engines.elasticsearch.client import client as connected
from search.indexing import leases
from search.indexing.indexes import adopt_searched, last_number, searched_index
from search.indexing.sending import (
    IndexingBlockedError,
    note_outcome,
    prepare,
    send,
    send_dead,
)
from search.models import IndexState, Narrowing, SearchIndex

logger = logging.getLogger(__name__)

BATCH = 500
FIRST_BATCH_AFTER_FAILURE = 50
REST = timedelta(seconds=4)
REQUEST_SECONDS = 15
PROBE_SECONDS = 2


def follow() -> int:
    """Bring every index up to date; returns how many changes were written.

    An index that Elasticsearch does not take now keeps its position; one whose schema is
    of another version of the software waits for that version.
    """
    if not settings.ELASTICSEARCH_URL:
        return 0
    if not SearchIndex.objects.exists():
        return _forget_narrowings()
    _follow_alias()
    rows = SearchIndex.objects.filter(schema=mapping.SCHEMA)
    live_first = sorted(rows, key=lambda row: row.state != IndexState.LIVE)
    return sum(follow_index(index) for index in live_first)


def follow_index(index: SearchIndex) -> int:
    """Bring one index up to date, unless another worker does or it had an error just now."""
    written = 0
    while _has_work(index) and not _rests(index):
        with leases.lease(index.name) as held:
            if held is None:
                return written
            step = _attempt(index, held)
        if step is None:
            return written
        written += step
    return written


def drain(index: SearchIndex, held: leases.Lease, client: Elasticsearch) -> int:
    """Write everything behind the position of the index, under its lease.

    Raises `IndexingBlockedError`, or `LostLeaseError` when another worker has taken over.
    """
    index.refresh_from_db()
    size = FIRST_BATCH_AFTER_FAILURE if _has_failed(index) else BATCH
    written = 0
    while batch := list(Record.objects.changed_after(index.position)[:size]):
        held.extend()
        write_batch(index, batch, client)
        _advance(index, batch)
        written += len(batch)
        size = BATCH
    return written


def write_batch(index: SearchIndex, batch: list[Record], client: Elasticsearch) -> None:
    """Write records to an index and note what it refuses."""
    refused = send(index.name, prepare(batch, client), client)
    if refused:
        send_dead(index.name, [record for record in batch if record.pk in refused], client)
    if index.state != IndexState.BUILDING:
        refresh(index, client)
    note_outcome(index, [record.pk for record in batch], refused)


def refresh(index: SearchIndex, client: Elasticsearch) -> None:
    """Let everything written be found, on every copy; raises `IndexingBlockedError`."""
    answer = client.indices.refresh(index=index.name)
    if answer["_shards"]["failed"]:
        raise IndexingBlockedError("not every copy could be refreshed")


def release_narrowed(index: SearchIndex, held: leases.Lease, client: Elasticsearch) -> int:
    """Stop leaving out what the index that is searched now holds as it is.

    A row goes when the change that wrote it, or a later one, is at or before the position:
    a record without a number has changed again and waits for its turn.
    """
    ready = list(_held_as_they_are(index).values_list("pk", flat=True))
    if not ready or searched_index(client) != index.name:
        return 0
    if index.state == IndexState.BUILDING:
        # Swapped in by a process that died before it could write that down.
        refresh(index, client)
    with transaction.atomic():
        held.confirm()
        for start in range(0, len(ready), BATCH):
            Narrowing.objects.filter(pk__in=ready[start : start + BATCH]).delete()
    return len(ready)


def writing_client() -> Elasticsearch:
    """Return the client, ready to be told soon that nobody answers."""
    return connected().options(request_timeout=REQUEST_SECONDS)


def _attempt(index: SearchIndex, held: leases.Lease) -> int | None:
    """Return how much was written, None when it has to be tried again later."""
    client = writing_client()
    try:
        if _has_failed(index):
            client.options(request_timeout=PROBE_SECONDS).info()
        written = drain(index, held, client)
        release_narrowed(index, held, client)
    except leases.LostLeaseError:
        logger.warning("Another worker has taken over the index %s", index.name)
        return None
    except (IndexingBlockedError, ApiError, TransportError) as error:
        _note_failure(index, f"{type(error).__name__}: {error}")
        return None
    if written or _has_failed(index):
        _note_success(index)
    return written


def _has_work(index: SearchIndex) -> bool:
    index.refresh_from_db()
    if index.position < last_number():
        return True
    return index.state == IndexState.LIVE and _held_as_they_are(index).exists()


def _held_as_they_are(index: SearchIndex) -> QuerySet[Narrowing]:
    return Narrowing.objects.filter(record__seq__lte=index.position)


def _has_failed(index: SearchIndex) -> bool:
    return index.last_failure is not None and (
        index.last_success is None or index.last_success < index.last_failure
    )


def _rests(index: SearchIndex) -> bool:
    """Whether the last error is too recent to try again."""
    return (
        _has_failed(index)
        and index.last_failure is not None
        and timezone.now() - index.last_failure < REST
    )


def _advance(index: SearchIndex, batch: list[Record]) -> None:
    """Move the position forwards; a worker that was overtaken moves nothing back."""
    reached = batch[-1].seq or 0
    SearchIndex.objects.filter(pk=index.pk, position__lt=reached).update(position=reached)
    index.position = max(index.position, reached)


def _note_success(index: SearchIndex) -> None:
    index.last_success = timezone.now()
    SearchIndex.objects.filter(pk=index.pk).update(last_success=index.last_success)


def _note_failure(index: SearchIndex, error: str) -> None:
    if not _has_failed(index):
        logger.error("Elasticsearch takes no changes, they wait: %s", error)
    index.last_failure = timezone.now()
    SearchIndex.objects.filter(pk=index.pk).update(
        last_failure=index.last_failure, last_error=error[:1000]
    )


def _follow_alias() -> None:
    """Note a swap whose process died before it could."""
    if not SearchIndex.objects.filter(state=IndexState.BUILDING, filled__isnull=False).exists():
        return
    try:
        adopt_searched(writing_client().options(request_timeout=PROBE_SECONDS))
    except (ApiError, TransportError) as error:
        logger.warning("Which index is searched is asked again later: %s", error)


def _forget_narrowings() -> int:
    """Without any index there is nothing that knows more than may be seen."""
    Narrowing.objects.all().delete()
    return 0
