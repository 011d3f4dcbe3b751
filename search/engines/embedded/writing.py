"""Keeps the embedded index up to date. Everything runs in the caller's transaction."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from records.models import Record
from search.engines.embedded import passage_writing
from search.engines.embedded.dialect import text_store
from search.engines.embedded.documents import DocumentData, documents
from search.engines.embedded.stores import TextRow
from search.models import Document, Entry, FacetKey, IndexLanguage, IndexRun, Word

CHUNK = 250


def index(records: Iterable[Record]) -> int:
    """Replace what the index knows of these records; tombstones only leave it.

    Returns how many records are in the index afterwards.
    """
    rows = list(records)
    indexed = 0
    with transaction.atomic():
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            remove([record.pk for record in chunk])
            found = documents(chunk)
            _add(found)
            indexed += len(found)
    return indexed


def remove(records: Sequence[int]) -> None:
    """Take records out of the index, by their numbers."""
    entries = Entry.objects.filter(record__in=records)
    text_store().remove(list(entries.values_list("pk", flat=True)))
    entries._raw_delete(entries.db)
    stale = Document.objects.filter(record__in=records)
    stale._raw_delete(stale.db)


def rebuild(*, restart: bool = False) -> Iterator[int]:
    """Index every record again, chunk by chunk; yields the size of each chunk.

    Each chunk is one transaction that also stores how far the run has come. A stopped run
    goes on from there unless `restart`; a finished one begins anew.
    """
    run = _current_run(restart=restart)
    while chunk := list(Record.objects.filter(pk__gt=run.after).order_by("pk")[:CHUNK]):
        with transaction.atomic():
            # Locked, so that no writer's newer row is overwritten by what was read before.
            locked = list(
                Record.objects.select_for_update().filter(pk__in=[row.pk for row in chunk])
            )
            run.indexed += index(locked)
            run.after = chunk[-1].pk
            run.save()
        yield len(chunk)
    passage_writing.rebuild()
    run.finished = timezone.now()
    run.save()


def _current_run(*, restart: bool) -> IndexRun:
    unfinished = IndexRun.objects.filter(finished__isnull=True).order_by("-pk").first()
    if unfinished and not restart:
        return unfinished
    IndexRun.objects.filter(finished__isnull=True).delete()
    return IndexRun.objects.create()


def _add(found: Sequence[DocumentData]) -> None:
    if not found:
        return
    numbers = _facet_numbers(set().union(*(document.facets for document in found)))
    Document.objects.bulk_create(
        Document(
            record_id=document.record,
            dated=document.dated,
            starts=document.starts,
            facets=" ".join(str(numbers[pair]) for pair in sorted(document.facets)),
        )
        for document in found
    )
    _add_entries(found)
    words = set().union(*(document.words for document in found))
    known = set(Word.objects.filter(text__in=words).values_list("text", flat=True))
    Word.objects.bulk_create([Word(text=word) for word in sorted(words - known)], batch_size=1000)


def _add_entries(found: Sequence[DocumentData]) -> None:
    pairs = [(document.record, entry) for document in found for entry in document.entries]
    entries = Entry.objects.bulk_create(
        [
            Entry(record_id=record, language=entry.language, folded_title=entry.folded_title)
            for record, entry in pairs
        ],
        batch_size=500,
    )
    text_store().write(
        [
            TextRow(row.pk, entry.columns)
            for row, (_record, entry) in zip(entries, pairs, strict=True)
        ]
    )
    languages = {entry.language for _record, entry in pairs}
    known = set(IndexLanguage.objects.values_list("code", flat=True))
    IndexLanguage.objects.bulk_create(
        [IndexLanguage(code=code) for code in sorted(languages - known)]
    )


def _facet_numbers(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the number of each (facet, value); new ones get one."""
    numbers = _known_numbers(wanted)
    missing = sorted(wanted - numbers.keys())
    if missing:
        FacetKey.objects.bulk_create(
            [FacetKey(facet=facet, value=value) for facet, value in missing]
        )
        numbers = _known_numbers(wanted)
    return numbers


def _known_numbers(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    rows = FacetKey.objects.filter(
        facet__in={facet for facet, _value in wanted}, value__in={value for _facet, value in wanted}
    ).values_list("facet", "value", "pk")
    return {(facet, value): number for facet, value, number in rows}
