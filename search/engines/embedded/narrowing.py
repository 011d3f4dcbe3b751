"""Facets of the embedded index: which records a choice leaves, and what it would leave."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from search.engines.base import Facet
from search.engines.counting import facet_of
from search.engines.embedded.columns import Columns
from search.facets import FACETS

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The matches of a search, as bits of the columns.

    `chosen` has for each facet with chosen values all documents that have one of them.
    """

    columns: Columns
    matches: int
    filters: Filters
    chosen: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, matches: Iterable[int], filters: Filters, columns: Columns) -> "Narrowing":
        """Look the matches up in the columns."""
        chosen = {
            facet: _any_of(columns.having.get((facet, value), 0) for value in values)
            for facet, values in filters.items()
        }
        return cls(columns, columns.bits(matches), filters, chosen)

    def left(self, *, but: str = "") -> int:
        """Return the matches that every choice leaves; the choice in facet `but` apart."""
        left = self.matches
        for facet, documents in self.chosen.items():
            if facet != but:
                left &= documents
        return left

    def counted(self) -> dict[str, Facet]:
        """Return every facet, counted under the choices in all the others."""
        left = {facet: self.left(but=facet) for facet in ("", *self.chosen)}
        values: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        for (facet, value), documents in self.columns.having.items():
            count = (documents & left[facet if facet in self.chosen else ""]).bit_count()
            if count and facet in values:
                values[facet][value] = count
        return {key: facet_of(key, values[key], self.filters.get(key, ())) for key in FACETS}


def _any_of(documents: Iterable[int]) -> int:
    found = 0
    for bits in documents:
        found |= bits
    return found
