"""What an index holds against what the table of records says.

Both are read in the order of the records' numbers and laid side by side, a page at a time.
A record whose number is behind the position of the index, or that waits for one, is left
out: the feed is about to bring it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from records.models import Record
from search.models import FailedDocument, SearchIndex

PAGE = 2000
FIELDS = ("dead", "container_gate", "restriction_gate")
COLUMNS = ("pk", "seq", "deleted_at", "container_gate", "restriction_gate")


@dataclass(frozen=True, slots=True)
class Row:
    """A record as far as it is compared; no gates where nothing is to be found."""

    record: int
    version: int
    gates: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that the index does not hold as the table does. `what` is for reports."""

    record: int
    what: str


def differences(
    index: SearchIndex, client: Elasticsearch, *, keep: Callable[[], None] = lambda: None
) -> Iterator[Difference]:
    """Yield every difference. The index must have been refreshed; `keep` is called at times.

    {"missing", "older", "newer", "gates", "alive"}: absent, of an earlier or later change,
    with other gates, or still to be found although the record is gone.
    """
    refused = set(FailedDocument.objects.filter(index=index).values_list("record_id", flat=True))
    held = indexed_rows(index.name, client)
    found = next(held, None)
    for row, is_settled in _stored_rows(index.position, keep):
        while found is not None and found.record < row.record:
            yield Difference(found.record, "alive")
            found = next(held, None)
        match = found if found is not None and found.record == row.record else None
        if match is not None:
            found = next(held, None)
        if is_settled and row.record not in refused and (what := _difference(row, match)):
            yield Difference(row.record, what)
    while found is not None:
        yield Difference(found.record, "alive")
        found = next(held, None)


def indexed_rows(
    index: str, client: Elasticsearch, query: Mapping[str, Any] | None = None
) -> Iterator[Row]:
    """Yield what an index holds, in the order of records, as of one moment."""
    pit = client.open_point_in_time(index=index, keep_alive="2m")["id"]
    try:
        after: list[Any] | None = None
        while True:
            answer = client.search(
                pit={"id": pit, "keep_alive": "2m"},
                query=query or {"match_all": {}},
                size=PAGE,
                sort=[{"record": "asc"}],
                search_after=after,
                version=True,
                track_total_hits=False,
                source=False,
                docvalue_fields=[{"field": name} for name in FIELDS],
            )
            hits = answer["hits"]["hits"]
            pit = answer.get("pit_id", pit)
            yield from map(_indexed_row, hits)
            if len(hits) < PAGE:
                return
            after = hits[-1]["sort"]
    finally:
        client.options(ignore_status=404).close_point_in_time(id=pit)


def _indexed_row(hit: Mapping[str, Any]) -> Row:
    fields = hit.get("fields", {})
    is_dead = fields.get("dead", [False])[0]
    gates = (
        fields.get("container_gate", ["nobody"])[0],
        fields.get("restriction_gate", ["nobody"])[0],
    )
    return Row(int(hit["_id"]), hit["_version"], None if is_dead else gates)


def _stored_rows(position: int, keep: Callable[[], None]) -> Iterator[tuple[Row, bool]]:
    """Yield each record and whether it stays as it is until the feed moves on."""
    after = 0
    while page := list(
        Record.objects.filter(pk__gt=after).order_by("pk").values_list(*COLUMNS)[:PAGE]
    ):
        for pk, seq, deleted_at, container, restriction in page:
            gates = None if deleted_at else (container or "public", restriction or "public")
            yield Row(pk, seq or 0, gates), seq is not None and seq <= position
        after = page[-1][0]
        keep()


def _difference(row: Row, held: Row | None) -> str:
    if held is None:
        return "missing" if row.gates else ""
    if row.gates is None and held.gates is not None:
        return "alive"
    if held.version != row.version:
        return "older" if held.version < row.version else "newer"
    return "gates" if row.gates != held.gates else ""
