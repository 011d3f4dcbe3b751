"""The orders of results that are not by relevance."""

from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from records.models import Record
from search.engines.base import Sort
from search.models import Document, Entry


def in_order(records: Collection[int], sort: Sort, *, language: str, limit: int) -> list[int]:
    """Return up to `limit` of the records in this order."""
    if sort is Sort.TITLE:
        return _by_title(records, language, limit)
    if sort is Sort.CHANGED:
        changes = Record.objects.order_by(F("seq").desc(nulls_first=True), "-pk")
        return _first(records, changes.values_list("pk", flat=True), limit)
    return _first(records, _documents(sort).values_list("pk", flat=True), limit)


def _documents(sort: Sort) -> "QuerySet[Document]":
    if sort is Sort.START:
        return Document.objects.order_by(F("starts").asc(nulls_last=True), "-dated", "-pk")
    if sort is Sort.OLDEST:
        return Document.objects.order_by("dated", "pk")
    return Document.objects.order_by("-dated", "-pk")


def _by_title(records: Collection[int], language: str, limit: int) -> list[int]:
    """Titles in the reader's language first, then the others by theirs."""
    own = Entry.objects.filter(~Q(folded_title=""), language=language)
    ordered = _first(
        records,
        own.order_by("folded_title", "record_id").values_list("record_id", flat=True),
        limit,
    )
    if len(ordered) < min(len(records), limit):
        others = Entry.objects.exclude(folded_title="").order_by("folded_title", "record_id")
        rest = set(records) - set(ordered)
        ordered += _first(rest, others.values_list("record_id", flat=True), limit)
    return ordered[:limit]


def _first(
    records: Collection[int],
    ordered: "QuerySet",  # type: ignore[type-arg]
    limit: int,
) -> list[int]:
    """Read along an index until enough of the records have come by."""
    wanted = set(records)
    found: list[int] = []
    for record in ordered.iterator(chunk_size=2000):
        if record in wanted:
            wanted.discard(record)
            found.append(record)
            if not wanted or len(found) == limit:
                break
    return found
