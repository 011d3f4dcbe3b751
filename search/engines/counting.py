"""Counted values as facets. Pure."""

from collections.abc import Mapping

from search.engines.base import Facet, FacetValue
from search.facets import LISTED_VALUES


def facet_of(
    key: str, counts: Mapping[str, int], selected: tuple[str, ...], *, unseen: int = 0
) -> Facet:
    """List the most frequent values; chosen ones are always listed, even without a match.

    `counts` has values that match something. `unseen` are further ones, not counted here.
    """
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    if key == "year":
        ordered = sorted(counts, reverse=True)
    listed = ordered[:LISTED_VALUES]
    listed += [value for value in selected if value not in listed]
    return Facet(
        key=key,
        values=tuple(
            FacetValue(value, counts.get(value, 0), value in selected) for value in listed
        ),
        other=max(len(counts) - sum(value in counts for value in listed), 0) + unseen,
    )
