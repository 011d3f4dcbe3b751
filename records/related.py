"""Cross-references, read both ways: what a record cites and what cites it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from records.audiences import Viewer
from records.models import Record, RecordReference
from records.presentation import RecordCard, present
from records.registry import Kind

LIMIT = 100


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """Related records of one kind, newest first."""

    kind: Kind
    cards: tuple[RecordCard, ...]


def related_to(record: Record, viewer: Viewer, language: str) -> list[RelatedGroup]:
    """Group by kind what the record cites and what cites it, as far as the viewer may see.

    A record that is related in both directions appears once. Three queries.
    """
    targets = {UUID(item["target"]) for item in record.references}
    citing = set(
        RecordReference.objects.filter(target=record.uid).values_list("record__uid", flat=True)
    )
    return group_by_kind(
        Record.objects.visible_to(viewer)
        .with_uid_in((targets | citing) - {record.uid})
        .without_text()
        .order_by("-issued", "-start", "pk")[:LIMIT],
        language,
    )


def group_by_kind(records: Iterable[Record], language: str) -> list[RelatedGroup]:
    """Cards of these records in groups, in the order of kinds."""
    cards = sorted(present(records, language), key=lambda card: (card.kind.order, card.kind.key))
    return [
        RelatedGroup(kind, tuple(group))
        for kind, group in groupby(cards, key=lambda card: card.kind)
    ]
