"""Facets of the embedded index: which records a choice leaves, and what it would leave."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import Q

from search.engines.base import Facet, FacetValue
from search.facets import FACETS, LISTED_VALUES
from search.models import FacetRow

Filters = Mapping[str, tuple[str, ...]]
NUMBERS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json)",
}


def chosen_records(filters: Filters) -> dict[str, set[int]]:
    """Return for each facet with chosen values the records that have one of them."""
    condition = Q()
    for facet, values in filters.items():
        condition |= Q(key__facet=facet, key__value__in=values)
    found: dict[str, set[int]] = {facet: set() for facet in filters}
    if condition:
        rows = FacetRow.objects.filter(condition).values_list("key__facet", "record_id")
        for facet, record in rows:
            found[facet].add(record)
    return found


def narrowed(matches: Iterable[int], chosen: Mapping[str, set[int]]) -> set[int]:
    """Return the matches that every choice leaves."""
    left = set(matches)
    for records in chosen.values():
        left &= records
    return left


def count_facets(
    matches: Iterable[int], chosen: Mapping[str, set[int]], filters: Filters
) -> dict[str, Facet]:
    """Return every facet, counted under the choices in all the others.

    One query, whatever is chosen.
    """
    found = set(matches)
    sets: dict[str, set[int]] = {"": narrowed(found, chosen)}
    for facet in chosen:
        others = {key: records for key, records in chosen.items() if key != facet}
        sets[facet] = narrowed(found, others)
    values: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for name, facet, value, count in _counts(sets):
        if facet in values and name == (facet if facet in chosen else ""):
            values[facet][value] = count
    return {facet: _facet(facet, values[facet], filters.get(facet, ())) for facet in FACETS}


def _counts(sets: Mapping[str, set[int]]) -> list[tuple[str, str, str, int]]:
    """Return (name of the set, facet, value, records of the set that have it)."""
    one = (
        "SELECT %s AS name, key_id, COUNT(*) AS records FROM search_facetrow"
        f" WHERE record_id IN ({NUMBERS[connection.vendor]}) GROUP BY key_id"
    )
    sql = (
        "SELECT counted.name, key.facet, key.value, counted.records"
        f" FROM ({' UNION ALL '.join([one] * len(sets))}) counted"
        " JOIN search_facetkey key ON key.id = counted.key_id"
    )
    parameters = [part for name, records in sets.items() for part in (name, _json(records))]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _json(records: Iterable[int]) -> str:
    return json.dumps(sorted(records))


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
