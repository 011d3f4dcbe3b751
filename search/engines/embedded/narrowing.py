"""Facets of the embedded index: which records a choice leaves, and what it would leave."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from search.engines.base import Facet, FacetValue
from search.facets import FACETS, LISTED_VALUES
from search.models import Document, FacetKey

Filters = Mapping[str, tuple[str, ...]]
# Above so many matches, one pass over all documents beats looking each one up.
LOOKED_UP = 2000


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The matches of a search with their facets, as read in two queries.

    `chosen` has for each facet with chosen values the matches that have one of them.
    """

    filters: Filters
    keys: Mapping[str, tuple[str, str]]
    facets: Mapping[int, str]
    dates: Mapping[int, date]
    chosen: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, matches: Iterable[int], filters: Filters) -> "Narrowing":
        """Read what is known of the matches."""
        found = set(matches)
        keys = {
            str(number): (facet, value)
            for number, facet, value in FacetKey.objects.values_list("pk", "facet", "value")
        }
        documents = Document.objects.all()
        if len(found) <= LOOKED_UP:
            documents = documents.filter(pk__in=found)
        rows = [row for row in documents.values_list("pk", "facets", "dated") if row[0] in found]
        facets = {record: numbers for record, numbers, _dated in rows}
        return cls(
            filters=filters,
            keys=keys,
            facets=facets,
            dates={record: dated for record, _numbers, dated in rows},
            chosen={
                facet: _having(facets, _numbers_of(facet, values, keys))
                for facet, values in filters.items()
            },
        )

    def left(self, *, but: str = "") -> set[int]:
        """Return the matches that every choice leaves; the choice in facet `but` apart."""
        left = set(self.facets)
        for facet, records in self.chosen.items():
            if facet != but:
                left &= records
        return left

    def counted(self) -> dict[str, Facet]:
        """Return every facet, counted under the choices in all the others."""
        counts = {facet: self._counts(but=facet) for facet in ("", *self.chosen)}
        values: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        for number, (facet, value) in self.keys.items():
            count = counts[facet if facet in self.chosen else ""][number]
            if count and facet in values:
                values[facet][value] = count
        return {key: _facet(key, values[key], self.filters.get(key, ())) for key in FACETS}

    def _counts(self, *, but: str) -> Counter[str]:
        rows = (self.facets[record] for record in self.left(but=but))
        return Counter(" ".join(rows).split())


def _numbers_of(
    facet: str, values: Iterable[str], keys: Mapping[str, tuple[str, str]]
) -> frozenset[str]:
    wanted = {(facet, value) for value in values}
    return frozenset(number for number, pair in keys.items() if pair in wanted)


def _having(facets: Mapping[int, str], numbers: frozenset[str]) -> frozenset[int]:
    return frozenset(
        record for record, text in facets.items() if not numbers.isdisjoint(text.split())
    )


def _facet(key: str, counts: Counter[str], selected: tuple[str, ...]) -> Facet:
    """List the most frequent values; chosen ones are always listed, even without a match."""
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    if key == "year":
        ordered = sorted(counts, reverse=True)
    listed = ordered[:LISTED_VALUES]
    listed += [value for value in selected if value not in listed]
    return Facet(
        key=key,
        values=tuple(FacetValue(value, counts[value], value in selected) for value in listed),
        other=max(len(counts) - sum(value in counts for value in listed), 0),
    )
