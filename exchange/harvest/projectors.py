"""How harvested items become records."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any, cast
from uuid import UUID

from django.db.models import Model

from exchange.harvest.items import Item, item_from_payload
from exchange.harvest.kinds import KINDS
from exchange.harvest.models import HarvestedItem, ItemStatus
from exchange.harvest.terms import Terms, terms_of
from records.data import Origin, Period, Provenance, RecordData, RecordLink
from records.registry import Projector, register_projector

MAX_COLUMN = 500


def item_uid(item: Model) -> UUID:
    """The identifier of the item here."""
    return cast("HarvestedItem", item).uid


def item_uids(after: UUID | None) -> Iterator[UUID]:
    """Every item with its identifier above `after`, in ascending order."""
    rows = HarvestedItem.objects.order_by("uid")
    if after:
        rows = rows.filter(uid__gt=after)
    yield from rows.values_list("uid", flat=True).iterator()


def build_items(uids: Sequence[UUID]) -> Mapping[UUID, RecordData]:
    """Project the live items with these identifiers."""
    rows = HarvestedItem.objects.filter(uid__in=uids, status=ItemStatus.LIVE)
    stored = list(rows.select_related("source").defer("raw"))
    return project([(row, item_from_payload(row.remote_id, row.payload)) for row in stored])


def project(pairs: Sequence[tuple[HarvestedItem, Item]]) -> dict[UUID, RecordData]:
    """Make records of items. Rows that are not stored yet are welcome: a dry run."""
    terms = terms_of(item for _row, item in pairs)
    return {row.uid: to_record(row, item, terms) for row, item in pairs}


def to_record(row: HarvestedItem, item: Item, terms: Terms) -> RecordData:
    """Make the record of one item. Words that no term matches are kept as facts."""
    countries = {text: terms.country(text) for text in item.countries}
    topics = {text: terms.topics(text) for text in item.subjects}
    return RecordData(
        uid=row.uid,
        kind=item.kind,
        titles=item.titles,
        default_language=item.language,
        summaries=item.summaries,
        terms=tuple(sorted({term for found in topics.values() for term in found})),
        countries=tuple(sorted({code for code in countries.values() if code})),
        agents=item.agents,
        publisher=item.publisher[:MAX_COLUMN],
        issued=item.issued,
        period=_period(item),
        licence=item.licence[:MAX_COLUMN],
        rights_note=item.rights_note,
        origin=Origin.HARVESTED,
        provenance=_provenance(row, item),
        identifiers=item.identifiers,
        files=item.files,
        links=_links(item),
        facts=_facts(item, countries, topics),
    )


def _period(item: Item) -> Period | None:
    if item.start is None:
        return None
    end = datetime.combine(item.end, time.min, UTC) if item.end else None
    return Period(datetime.combine(item.start, time.min, UTC), end, all_day=True)


def _provenance(row: HarvestedItem, item: Item) -> Provenance:
    return Provenance(
        source=row.source.key,
        source_title=row.source.title,
        source_id=row.remote_id,
        source_url=item.url,
        source_updated=row.updated,
        fetched_at=row.fetched_at,
    )


def _links(item: Item) -> tuple[RecordLink, ...]:
    original = (RecordLink(item.url, tag="original"),) if item.url else ()
    return (*original, *(link for link in item.links if link.url != item.url))


def _facts(
    item: Item, countries: Mapping[str, str], topics: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    facts = dict(item.facts)
    if words := [text for text, found in topics.items() if not found]:
        facts["keywords"] = words
    if places := [text for text, code in countries.items() if not code]:
        facts["places"] = places
    return facts


PROJECTOR = Projector(
    model=HarvestedItem, kinds=KINDS, uid_of=item_uid, build=build_items, uids=item_uids
)


def register() -> None:
    """Register the projector of harvested items."""
    register_projector(PROJECTOR)
