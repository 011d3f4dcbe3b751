"""A page that is a record: everything that its record says about it."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from cms.presenting.reader import Reader
from records import citation, details
from records.models import Record
from records.presentation import RecordCard, present
from records.registry import Kind, has_kind, kind
from records.related import RelatedGroup, related_to
from records.representation import absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetails:
    """The record of a page. A draft has none yet: then only `kind` is known."""

    kind: Kind | None
    record: Record | None = None
    card: RecordCard | None = None
    facts: tuple[details.Fact, ...] = ()
    tiles: tuple[details.Tile, ...] = ()
    related: tuple[RelatedGroup, ...] = ()
    citation: str = ""
    permanent_url: str = ""


def record_details(page: Page, reader: Reader) -> RecordDetails:
    """Read the page's record and what is related to it."""
    key = page.record_kind or ""
    page_kind = kind(key) if has_kind(key) else None
    record = Record.objects.visible_to(reader.viewer).filter(uid=page.translation_key).first()
    if record is None:
        return RecordDetails(kind=page_kind)
    [card] = present([record], reader.language)
    address = absolute(
        reverse("records:identifier", args=[record.uid]), settings.WAGTAILADMIN_BASE_URL
    )
    return RecordDetails(
        kind=card.kind,
        record=record,
        card=card,
        facts=tuple(details.key_facts(record, reader.language)),
        tiles=tuple(details.tiles(record, reader.language)),
        related=tuple(related_to(record, reader.viewer, reader.language)),
        citation=citation.citation_sentence(record, page.title, address),
        permanent_url=address,
    )
