"""Fill a new index from the table of records: memory stays flat, a stopped filling goes on."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from django.utils import timezone
from elasticsearch import Elasticsearch

from records.models import Record
from search.indexing.sending import Prepared, note_outcome, prepare, send, send_dead
from search.models import SearchIndex

CHUNK = 500
Sending = tuple[list[Record], Future[dict[int, str]]]


def fill(index: SearchIndex, client: Elasticsearch) -> Iterator[int]:
    """Write every live, numbered record; yields how many records each step dealt with.

    While Elasticsearch takes one chunk the next one is prepared. `filled_after` moves when a
    chunk is written. A record without a number comes later with the feed. Raises
    `IndexingBlockedError`; the next call goes on.
    """
    if index.filled is not None:
        return
    with ThreadPoolExecutor(max_workers=1) as sender:
        waiting: Sending | None = None
        for chunk in _chunks(index.filled_after):
            prepared = prepare(_to_be_found(chunk), client)
            if waiting:
                yield _settle(index, waiting, client)
            waiting = chunk, sender.submit(_send, index.name, prepared, client)
        if waiting:
            yield _settle(index, waiting, client)
    index.filled = timezone.now()
    index.save(update_fields=["filled"])


def _chunks(after: int) -> Iterator[list[Record]]:
    while chunk := list(Record.objects.filter(pk__gt=after).order_by("pk")[:CHUNK]):
        yield chunk
        after = chunk[-1].pk


def _to_be_found(chunk: list[Record]) -> list[Record]:
    return [record for record in chunk if record.seq is not None and record.deleted_at is None]


def _send(index: str, prepared: list[Prepared], client: Elasticsearch) -> dict[int, str]:
    """Run beside the preparing: nothing in here asks the database."""
    return send(index, prepared, client)


def _settle(index: SearchIndex, waiting: Sending, client: Elasticsearch) -> int:
    chunk, sending = waiting
    refused = sending.result()
    if refused:
        send_dead(index.name, [record for record in chunk if record.pk in refused], client)
    note_outcome(index, [record.pk for record in chunk], refused)
    index.filled_after = chunk[-1].pk
    index.save(update_fields=["filled_after"])
    return len(chunk)
