"""The only writer of records.

`refresh` follows one changed object, `write` stores what a projector or a harvester made,
`bury` leaves a tombstone. All run in the caller's transaction. An equal payload writes
nothing; a changed one clears `seq`, so that the sequencer numbers it after the commit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.dispatch import Signal
from django.utils import timezone

from records.data import DeletedReason, Origin, Precision, RecordData
from records.models import Record, RecordReference, RecordTerm
from records.registry import Projector, projector_for
from records.tasks import nudge_sequencer

# Sent inside the writer's transaction with `records`, a list of the rows that changed, and
# `narrowed`, the numbers of those of which less may be seen than before.
# The embedded search index listens; nothing that leaves the process may.
records_changed = Signal()

EMPTY_PAYLOAD: dict[str, Any] = {
    "titles": {}, "summaries": {}, "texts": {}, "urls": {}, "languages": [], "terms": [],
    "countries": [], "agents": [], "publisher": "", "rights_note": "", "identifiers": [],
    "files": [], "links": [], "references": [], "facts": {}, "image": "", "payload_hash": "",
}  # fmt: skip


class NoProjectorError(Exception):
    """The object's model has no projector."""


def refresh(*objects: Model) -> None:
    """Bring the records of these objects up to date. Objects may just have been deleted."""
    by_projector: dict[str, tuple[Projector, set[UUID]]] = {}
    for obj in objects:
        projector = projector_for(type(obj))
        if projector is None:
            raise NoProjectorError(f"{type(obj).__name__} has no projector.")
        by_projector.setdefault(projector.name, (projector, set()))[1].add(projector.uid_of(obj))
    for projector, uids in by_projector.values():
        refresh_uids(projector, sorted(uids))


def refresh_uids(
    projector: Projector,
    uids: Sequence[UUID],
    *,
    reason: DeletedReason = DeletedReason.WITHDRAWN,
) -> dict[str, int]:
    """Project the things with these identifiers; what is not to be found is buried.

    Returns how many were {"written", "same", "buried"}.
    """
    with transaction.atomic():
        found = projector.build(uids)
        counts = write(*found.values())
        counts["buried"] = bury(*(uid for uid in uids if uid not in found), reason=reason)
    return counts


def write(*items: RecordData) -> dict[str, int]:
    """Store the items; returns how many were {"written", "same"}."""
    with transaction.atomic():
        existing = {
            record.uid: record
            for record in Record.objects.select_for_update().filter(
                uid__in=[data.uid for data in items]
            )
        }
        changing = [data for data in items if not _is_current(existing.get(data.uid), data)]
        narrowed = [
            existing[data.uid].pk
            for data in changing
            if data.uid in existing and _narrows(existing[data.uid], data)
        ]
        changed = [
            _store(existing.get(data.uid) or Record(uid=data.uid), data) for data in changing
        ]
        _announce(changed, narrowed=narrowed)
    return {"written": len(changed), "same": len(items) - len(changed)}


def bury(*uids: UUID, reason: DeletedReason, merged_into: UUID | None = None) -> int:
    """Leave tombstones for live records: identity and kind stay, all text is wiped."""
    with transaction.atomic():
        records = list(Record.objects.live().select_for_update().with_uid_in(uids))
        for record in records:
            for name, value in EMPTY_PAYLOAD.items():
                setattr(record, name, value)
            record.deleted_at = timezone.now()
            record.deleted_reason = reason
            record.merged_into = merged_into
            record.seq = None
            record.save()
            record.term_rows.all().delete()
            record.reference_rows.all().delete()
        _announce(records, narrowed=[record.pk for record in records])
    return len(records)


def set_gates(uids: Iterable[UUID], *, restriction_gate: str) -> int:
    """Change only the restriction gate of live records: one statement, no projection."""
    with transaction.atomic():
        records = list(
            Record.objects.live()
            .select_for_update()
            .with_uid_in(uids)
            .exclude(restriction_gate=restriction_gate)
        )
        return _number_again(
            records, narrowed=bool(restriction_gate), restriction_gate=restriction_gate
        )


def touch(*identifiers: str) -> int:
    """Number again the records that carry these terms: a label of theirs has changed."""
    with transaction.atomic():
        records = list(Record.objects.live().in_term(*identifiers).select_for_update())
        return _number_again(records, narrowed=False)


def touch_records(numbers: Iterable[int], *, narrowed: bool) -> int:
    """Number records again: text that is found with them, and is not theirs, has changed.

    `narrowed` tells that text has gone which must not be shown any more.
    """
    with transaction.atomic():
        records = list(Record.objects.live().select_for_update().filter(pk__in=list(numbers)))
        return _number_again(records, narrowed=narrowed)


def _number_again(records: list[Record], *, narrowed: bool, **changes: str) -> int:
    """Put locked records at the end of the feed, with these columns changed."""
    numbers = [record.pk for record in records]
    Record.objects.filter(pk__in=numbers).update(seq=None, **changes)
    for record in records:
        record.seq = None
        for name, value in changes.items():
            setattr(record, name, value)
    _announce(records, narrowed=numbers if narrowed else [])
    return len(records)


def _is_current(record: Record | None, data: RecordData) -> bool:
    return (
        record is not None
        and record.deleted_at is None
        and record.payload_hash == data.payload_hash
        and record.container_gate == data.container_gate
        and record.restriction_gate == data.restriction_gate
    )


def _narrows(record: Record, data: RecordData) -> bool:
    """Whether less may be seen of the record afterwards, or by fewer people.

    True for a gate that is new or another one, a language or a file that goes.
    """
    if record.deleted_at is not None:
        return False
    return (
        data.container_gate not in {"", record.container_gate}
        or data.restriction_gate not in {"", record.restriction_gate}
        or not record.titles.keys() <= data.titles.keys()
        or not {file["url"] for file in record.files} <= {file.url for file in data.files}
    )


def _announce(records: list[Record], *, narrowed: Sequence[int] = ()) -> None:
    if records:
        records_changed.send(sender=Record, records=records, narrowed=list(narrowed))
        nudge_sequencer()


def _store(record: Record, data: RecordData) -> Record:
    for name in (
        "kind", "default_language", "publisher", "modified", "licence", "rights_note",
        "image", "container_gate", "restriction_gate", "payload_hash",
    ):  # fmt: skip
        setattr(record, name, getattr(data, name))
    for name in ("titles", "summaries", "texts", "urls", "facts"):
        setattr(record, name, dict(getattr(data, name)))
    record.languages = sorted(data.titles)
    record.terms = sorted(set(data.terms))
    record.countries = sorted(set(data.countries))
    for name in ("agents", "identifiers", "files", "links"):
        setattr(record, name, [asdict(item) for item in getattr(data, name)])
    record.references = [
        {"target": str(item.target), "relation": item.relation} for item in data.references
    ]
    _store_dates(record, data)
    _store_provenance(record, data)
    record.deleted_at = None
    record.deleted_reason = ""
    record.merged_into = None
    record.seq = None
    record.save()
    _store_rows(record, data)
    return record


def _store_dates(record: Record, data: RecordData) -> None:
    record.issued = data.issued.value if data.issued else None
    record.issued_precision = data.issued.precision if data.issued else ""
    record.start = data.period.start if data.period else None
    record.end = data.period.end if data.period else None
    record.zone = data.period.zone if data.period else ""
    record.all_day = bool(data.period and data.period.all_day)
    if record.issued_precision == Precision.INSTANT:
        record.issued_precision = Precision.DAY


def _store_provenance(record: Record, data: RecordData) -> None:
    record.origin = data.origin
    provenance = data.provenance
    if data.origin == Origin.HARVESTED and provenance is None:
        raise ValueError(f"Harvested record {data.uid} has no provenance.")
    record.source = provenance.source if provenance else ""
    for name in ("source_title", "source_id", "source_url", "source_revision"):
        setattr(record, name, getattr(provenance, name) if provenance else "")
    for name in ("source_updated", "fetched_at", "stale_since"):
        setattr(record, name, getattr(provenance, name) if provenance else None)


def _store_rows(record: Record, data: RecordData) -> None:
    terms = {*data.terms, *(f"countries:{code}" for code in data.countries)}
    present = set(record.term_rows.values_list("term", flat=True))
    record.term_rows.filter(term__in=present - terms).delete()
    RecordTerm.objects.bulk_create(
        RecordTerm(record=record, term=term) for term in sorted(terms - present)
    )
    wanted = {(item.target, item.relation) for item in data.references}
    rows = {(row.target, row.relation): row.pk for row in record.reference_rows.all()}
    stale = [pk for key, pk in rows.items() if key not in wanted]
    record.reference_rows.filter(pk__in=stale).delete()
    RecordReference.objects.bulk_create(
        RecordReference(record=record, target=target, relation=relation)
        for target, relation in sorted(wanted - rows.keys(), key=str)
    )
