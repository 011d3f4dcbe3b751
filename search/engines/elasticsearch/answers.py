"""Elasticsearch's answers as what an engine answers. Pure."""

from collections.abc import Mapping
from typing import Any

from search.engines.base import Facet
from search.engines.counting import facet_of
from search.facets import FACETS

Answer = Mapping[str, Any]


def found_records(answer: Answer) -> dict[int, Mapping[str, Any]]:
    """Return the hits by the number of their record, in their order."""
    return {int(hit["_id"]): hit for hit in answer["hits"]["hits"]}


def uncounted_facets(answer: Answer) -> list[str]:
    """Return the facets that have more values than were counted."""
    counted = answer["aggregations"]
    return [key for key in FACETS if _left(counted[key]).get("sum_other_doc_count")]


def facets(
    answer: Answer, filters: Mapping[str, tuple[str, ...]], sizes: Answer | None
) -> dict[str, Facet]:
    """Return every facet. `sizes` answers how many values the very long ones have."""
    found = {}
    for key in FACETS:
        buckets = _left(answer["aggregations"][key])["buckets"]
        counts = {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
        size = _size(sizes, key)
        unseen = max(size - len(counts), 0)
        found[key] = facet_of(key, counts, filters.get(key, ()), unseen=unseen)
    return found


def passages(hit: Mapping[str, Any]) -> list[int]:
    """Return the numbers of the best passages of a hit's files."""
    found = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", ())
    return [int(inner["fields"]["passages.number"][0]) for inner in found]


def _left(counted: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the count itself, which stands within the choices in other facets."""
    left: Mapping[str, Any] = counted.get("left", counted)
    return left


def _size(sizes: Answer | None, key: str) -> int:
    if sizes is None or key not in sizes["aggregations"]:
        return 0
    return int(_left(sizes["aggregations"][key])["value"])
