"""How many records there are: by kind, by target, by country."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from cms.maps import MapCountry
from cms.presenting.reader import Reader, search_url
from records.presentation import Text, present
from records.querysets import RecordQuerySet
from records.registry import Kind, has_kind, kind
from vocabularies.labels import labels_for


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind, how many records it has, and where they are listed."""

    kind: Kind
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class TargetCount:
    """A target with its number and how many records contribute to it."""

    number: str
    text: Text
    count: int
    url: str


def by_kind(records: RecordQuerySet, group: str, **facets: str) -> list[KindCount]:
    """Count records by kind, in the order of kinds; the links keep `facets`."""
    rows = records.order_by().values_list("kind").annotate(number=Count("pk"))
    return of_group(dict(rows), group, **facets)


def of_group(numbers: Mapping[str, int], group: str, **facets: str) -> list[KindCount]:
    """Keep the kinds of a group, in the order of kinds; `numbers` go by key of the kind."""
    counts = [
        KindCount(kind(key), number, search_url(kind=key, **facets))
        for key, number in numbers.items()
        if has_kind(key) and kind(key).group == group
    ]
    return sorted(counts, key=lambda item: (item.kind.order, item.kind.key))


def targets(reader: Reader, terms: Mapping[str, int]) -> list[TargetCount]:
    """The global targets that have records, in their order; `terms` as in a tally."""
    counts = {term: terms[term] for term in sorted(terms) if term.startswith("gbf-targets:")}
    labels = labels_for(counts, reader.language) if counts else {}
    return [
        TargetCount(
            number=identifier.rpartition("-")[2].lstrip("0"),
            text=Text(labels[identifier].text, labels[identifier].language)
            if identifier in labels
            else Text(identifier.partition(":")[2], "und"),
            count=count,
            url=search_url(target=identifier.partition(":")[2]),
        )
        for identifier, count in counts.items()
    ]


def countries(reader: Reader, terms: Mapping[str, int]) -> list[MapCountry]:
    """Every country with a page or with records, by name. Pages come before searches."""
    counts = {term: number for term, number in terms.items() if term.startswith("countries:")}
    pages = country_pages(reader)
    codes = sorted({*pages, *(identifier.partition(":")[2] for identifier in counts)})
    labels = labels_for([f"countries:{code}" for code in codes], reader.language) if codes else {}
    found = [
        MapCountry(
            code=code,
            label=labels[f"countries:{code}"].text if f"countries:{code}" in labels else code,
            count=counts.get(f"countries:{code}", 0),
            url=pages.get(code) or search_url(country=code),
        )
        for code in codes
    ]
    return sorted(found, key=lambda country: country.label)


def country_pages(reader: Reader) -> dict[str, str]:
    """The address of each country page by ISO code."""
    records = list(reader.records().of_kind("country"))
    cards = present(records, reader.language)
    return {
        code: card.url
        for record, card in zip(records, cards, strict=True)
        for code in record.countries[:1]
    }
