"""Pages that gather records: sections, themes, countries, news."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as ResultPage, Paginator
from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from wagtail.models import Page

from cms.maps import MapCountry
from cms.presenting import counts
from cms.presenting.reader import Reader, search_url
from cms.presenting.tallies import tally_for
from records.presentation import RecordCard, present
from records.querysets import RecordQuerySet
from vocabularies.hierarchy import with_narrower

NEWEST = 8
NATIONAL_TARGET = "national-target"
PAGE_LENGTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Records of a place or a subject: counts by kind, the newest, and where all are."""

    kinds: list[counts.KindCount]
    newest: list[RecordCard]
    targets: list[RecordCard]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildList:
    """The pages below a page, in the order that editors gave them."""

    cards: list[RecordCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryList:
    """The countries with their numbers."""

    countries: list[MapCountry]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsList:
    """One page of the news, newest first."""

    page_obj: "ResultPage[Any]"
    cards: list[RecordCard]


def country_gathering(page: Page, reader: Reader) -> Gathering:
    """What is recorded about a country."""
    records = reader.records().in_country(page.country).exclude(kind__in=("country", "section"))
    cards = present(newest_beside_targets(records), reader.language)
    return Gathering(
        kinds=counts.by_kind(records, "knowledge", country=page.country),
        newest=[card for card in cards if card.kind.key != NATIONAL_TARGET],
        targets=[card for card in cards if card.kind.key == NATIONAL_TARGET],
        url=search_url(country=page.country),
    )


def newest_beside_targets(records: RecordQuerySet) -> RecordQuerySet:
    """The first national targets, and the newest of everything else, with one query."""
    is_target = Q(kind=NATIONAL_TARGET)
    place = Window(
        RowNumber(),
        partition_by=Case(When(is_target, then=Value(1)), default=Value(0)),
        order_by=[
            Case(When(is_target, then=Value(None)), default=F("issued")).desc(),
            Case(When(is_target, then=F("pk")), default=-F("pk")).asc(),
        ],
    )
    return records.annotate(place=place).filter(place__lte=NEWEST).order_by("place")


def theme_gathering(page: Page, reader: Reader) -> Gathering:
    """What is recorded about a theme: its terms and every narrower one."""
    identifiers = with_narrower(page.terms) if page.terms else set()
    records = reader.records().in_term(*identifiers).exclude(kind__in=("theme", "section"))
    facets = dict(
        facet for identifier in page.terms for facet in [facet_of(identifier)] if facet is not None
    )
    return Gathering(
        kinds=counts.by_kind(records, "knowledge", **facets),
        newest=newest_of(records, reader),
        targets=[],
        url=search_url(**facets),
    )


def facet_of(identifier: str) -> tuple[str, str] | None:
    """The search's parameter for a term; None where the search has none."""
    scheme, _colon, key = identifier.partition(":")
    names = {"cbd-subjects": "topic", "gbf-targets": "target", "regions": "region"}
    return (names[scheme], key) if scheme in names else None


def newest_of(records: RecordQuerySet, reader: Reader) -> list[RecordCard]:
    """The newest records as cards."""
    return present(records.order_by("-issued", "-pk")[:NEWEST], reader.language)


def children_of(page: Page, reader: Reader) -> ChildList:
    """Cards of the pages below, as far as the reader may see them."""
    keys = list(
        Page.objects.child_of(page)
        .filter(live=True)
        .order_by("path")
        .values_list("translation_key", flat=True)
    )
    found = {record.uid: record for record in reader.records().with_uid_in(keys)}
    return ChildList(cards=present([found[key] for key in keys if key in found], reader.language))


def country_list(_page: Page, reader: Reader) -> CountryList:
    """Every country with a page or with records."""
    return CountryList(countries=counts.countries(reader, tally_for(reader.viewer).terms))


def news_list(_page: Page, reader: Reader) -> NewsList:
    """The asked page of the news; a number that does not exist gives the nearest one."""
    records = reader.records().of_kind("news").order_by("-issued", "-pk")
    page_obj = Paginator(records, PAGE_LENGTH).get_page(reader.request.GET.get("page"))
    return NewsList(page_obj=page_obj, cards=present(page_obj.object_list, reader.language))
