"""Records as versioned writes to one index (decision 0081).

The version of a document is the number of its record's change, so an older state never
replaces a newer one, however late or often it arrives. Tombstones become dead documents:
Elasticsearch forgets deletions after a minute, and a late writer would bring the text back.
A record that the index refuses becomes one too: an older state of it may show what nobody
may see any more.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from records.models import Record
from search.engines.elasticsearch import documents
from search.models import FailedDocument, SearchIndex

logger = logging.getLogger(__name__)

MAX_BYTES = 8_000_000
LONGEST_ERROR = 1000
REFUSED, CONFLICT, TOO_LARGE = 400, 409, 413


class IndexingBlockedError(Exception):
    """Elasticsearch takes nothing now: the same has to be sent again later."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as the two lines of a bulk request, or why it could not be made."""

    record: int
    lines: tuple[bytes, bytes] = (b"", b"")
    error: str = ""

    @property
    def size(self) -> int:
        """Its bytes."""
        return sum(map(len, self.lines))


def feed_alias(index: str) -> str:
    """Name the alias through which an index is written.

    Writing to a name that is no alias fails; writing to an index that is gone would create
    it anew, without its mapping.
    """
    return f"{index}.feed"


def prepare(records: Sequence[Record], client: Elasticsearch) -> list[Prepared]:
    """Return the records as lines; one that breaks the builder does not break the others."""
    dumps = _serializer(client)
    return [
        Prepared(record.pk, (_action(record, dumps), dumps(document)))
        if isinstance(document, Mapping)
        else Prepared(record.pk, error=document)
        for record, document in zip(records, _documents(records), strict=True)
    ]


def send(index: str, prepared: Iterable[Prepared], client: Elasticsearch) -> dict[int, str]:
    """Write the documents; returns the errors of those that the index refuses for good.

    Raises `IndexingBlockedError` when all or some have to be sent again.
    """
    refused: dict[int, str] = {}
    for chunk in _chunks(prepared, refused):
        refused |= _send_chunk(index, chunk, client)
    return refused


def send_dead(index: str, records: Iterable[Record], client: Elasticsearch) -> None:
    """Leave nothing to be found of these records; raises `IndexingBlockedError`."""
    dumps = _serializer(client)
    dead = [
        Prepared(record.pk, (_action(record, dumps), dumps(_dead(record)))) for record in records
    ]
    if refused := send(index, dead, client):
        raise IndexingBlockedError(f"not even a dead document is taken: {refused}")


def note_outcome(index: SearchIndex, sent: Iterable[int], refused: Mapping[int, str]) -> None:
    """Keep a row for each refused record; what an index has taken is no longer refused."""
    known = {
        row.record_id: row for row in FailedDocument.objects.filter(index=index, record__in=sent)
    }
    FailedDocument.objects.filter(
        pk__in=[row.pk for record, row in known.items() if record not in refused]
    ).delete()
    for record, error in refused.items():
        logger.error("The index %s refuses record %s: %s", index.name, record, error)
        row = known.get(record) or FailedDocument(index=index, record_id=record, tries=0)
        row.error = error[:LONGEST_ERROR]
        row.tries += 1
        row.save()


def _documents(records: Sequence[Record]) -> list[Mapping[str, Any] | str]:
    try:
        return list(documents.documents(records))
    except Exception as error:
        if len(records) == 1:
            logger.exception("Record %s cannot be made a document", records[0].pk)
            return [f"{type(error).__name__}: {error}"]
    return [document for record in records for document in _documents([record])]


def _dead(record: Record) -> dict[str, Any]:
    return {"record": record.pk, "uid": str(record.uid), "seq": record.seq, "dead": True}


def _serializer(client: Elasticsearch) -> Callable[[Any], bytes]:
    return client.transport.serializers.get_serializer("application/json").dumps


def _action(record: Record, dumps: Callable[[Any], bytes]) -> bytes:
    meta = {"_id": str(record.pk), "version": record.seq, "version_type": "external_gte"}
    return dumps({"index": meta})


def _chunks(prepared: Iterable[Prepared], refused: dict[int, str]) -> Iterator[list[Prepared]]:
    chunk: list[Prepared] = []
    size = 0
    for item in prepared:
        if item.error:
            refused[item.record] = item.error
            continue
        if chunk and size + item.size > MAX_BYTES:
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += item.size
    if chunk:
        yield chunk


def _send_chunk(index: str, chunk: Sequence[Prepared], client: Elasticsearch) -> dict[int, str]:
    # The client sends bytes as they are; its annotations know of dictionaries only.
    lines: list[Any] = [line for item in chunk for line in item.lines]
    try:
        answer = client.bulk(index=feed_alias(index), operations=lines, require_alias=True)
    except ApiError as error:
        if error.status_code == TOO_LARGE and len(chunk) == 1:
            return {chunk[0].record: "it is larger than Elasticsearch takes"}
        raise IndexingBlockedError(f"{error.status_code}: {error.message}") from error
    except TransportError as error:
        raise IndexingBlockedError(f"{type(error).__name__}: {error.message}") from error
    refused = {}
    for item, entry in zip(chunk, answer["items"], strict=True):
        result = entry["index"]
        if result["status"] < 300 or result["status"] == CONFLICT:
            continue
        reason = _reason(result.get("error", {}))
        if result["status"] != REFUSED:
            raise IndexingBlockedError(f"{result['status']}: {reason}")
        refused[item.record] = reason
    return refused


def _reason(error: Mapping[str, Any]) -> str:
    cause = error.get("caused_by") or {}
    return ": ".join(str(text) for text in (error.get("reason"), cause.get("reason")) if text)
