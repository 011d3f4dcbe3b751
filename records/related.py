"""Cross-references, read both ways: what a record cites and what cites it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Q

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

    A record that is related in both directions appears once. One query, and one for labels.
    """
    targets = {UUID(item["target"]) for item in record.references}
    citing = RecordReference.objects.filter(target=record.uid)
    return group_by_kind(
        Record.objects.visible_to(viewer)
        .filter(Q(uid__in=targets) | Q(pk__in=citing.values("record")))
        .exclude(pk=record.pk)
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
