"""What keeps indexes true over months: old dead documents go, differences are mended."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TypeVar

from django.utils import timezone
from elasticsearch import Elasticsearch

from records.models import Record
from search.indexing import feed, leases
from search.indexing.comparing import Difference, differences, indexed_rows
from search.indexing.sending import note_outcome, prepare, send, send_dead
from search.models import FailedDocument, IndexState, SearchIndex

logger = logging.getLogger(__name__)

DEAD_ARE_KEPT = timedelta(days=1)
CHUNK = 250
MOST_RETRIED = 500
Item = TypeVar("Item")


def purge_dead(index: SearchIndex, client: Elasticsearch) -> int:
    """Remove dead documents of records that are gone for a day; returns how many.

    A day is longer than any worker can be late: nobody brings their text back.
    """
    purged = 0
    gone_before = timezone.now() - DEAD_ARE_KEPT
    rows = indexed_rows(index.name, client, {"term": {"dead": True}})
    for chunk in _chunked(rows, CHUNK):
        versions = {row.record: row.version for row in chunk}
        gone = Record.objects.filter(pk__in=versions, deleted_at__lt=gone_before)
        operations = [
            {
                "delete": {
                    "_id": str(pk),
                    "version": versions[pk],
                    "version_type": "external_gte",
                }
            }
            for pk, seq in gone.values_list("pk", "seq")
            if seq == versions[pk]
        ]
        if operations:
            client.bulk(index=index.name, operations=operations, require_alias=False)
            purged += len(operations)
    return purged


def reconcile(index: SearchIndex, client: Elasticsearch) -> dict[str, int]:
    """Mend what an index does not hold as the table of records does.

    Returns how many records differed, by what: {"missing", "older", "newer", "gates",
    "alive"}. Under the lease, so that the feed does not move meanwhile; {} when another
    worker has it. "newer" cannot be mended: the database is older than its index, as
    after restoring a copy of it, and the index has to be built again.
    """
    counts: Counter[str] = Counter()
    with leases.lease(index.name) as held:
        if held is None:
            return {}
        feed.drain(index, held, client)
        feed.refresh(index, client)
        for chunk in _chunked(differences(index, client, keep=held.extend), CHUNK):
            counts.update(difference.what for difference in chunk)
            _mend(index, chunk, client)
            held.extend()
        feed.refresh(index, client)
    if counts:
        logger.error("The index %s differed from the records: %s", index.name, dict(counts))
    return dict(counts)


def retry_failed(index: SearchIndex, client: Elasticsearch) -> int:
    """Send refused records again; returns how many the index takes now."""
    rows = list(FailedDocument.objects.filter(index=index).order_by("pk")[:MOST_RETRIED])
    mended = 0
    for chunk in _chunked(rows, CHUNK):
        records = list(Record.objects.filter(pk__in=[row.record_id for row in chunk]))
        numbered = [record for record in records if record.seq is not None]
        refused = send(index.name, prepare(numbered, client), client)
        note_outcome(index, [record.pk for record in numbered], refused)
        mended += len(numbered) - len(refused)
    if mended and index.state != IndexState.BUILDING:
        feed.refresh(index, client)
    return mended


def _mend(index: SearchIndex, found: Iterable[Difference], client: Elasticsearch) -> None:
    """Send the records as they are; what no record stands for dies."""
    numbers = [difference.record for difference in found]
    known = {record.pk: record for record in Record.objects.filter(pk__in=numbers)}
    batch = [record for record in known.values() if record.seq is not None]
    refused = send(index.name, prepare(batch, client), client)
    send_dead(index.name, [record for record in batch if record.pk in refused], client)
    note_outcome(index, [record.pk for record in batch], refused)
    for number in set(numbers) - known.keys():
        client.options(ignore_status=404).delete(index=index.name, id=str(number))


def _chunked(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
