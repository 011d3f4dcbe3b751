"""The facets and dates of all documents in memory, as columns of bits (decision 0056).

Documents stand in the order newest first; a set of records is a whole number whose bit n
stands for the document at place n. What a viewer may see is not kept here: it is asked of
the database for every search.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import compress

from django.db import connection

from search.models import Document, FacetKey

ONE = ord("1")
IS_SET = bytes(code == ONE for code in range(256))

STATE = (
    "SELECT '' AS code, COUNT(record_id), SUM(revision) FROM search_document"
    " UNION ALL SELECT DISTINCT code, 0, 0 FROM search_indexlanguage"
)

Stamp = tuple[str, int, int, tuple[str, ...]]
Value = tuple[str, str]


@dataclass(frozen=True)
class Columns:
    """All documents under one stamp. `having` has the documents of each (facet, value)."""

    stamp: Stamp
    records: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    having: Mapping[Value, int] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the index, files included."""
        return self.stamp[3]

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each record."""
        return {record: place for place, record in enumerate(self.records)}

    def bits(self, records: Iterable[int]) -> int:
        """Return a set of records as bits; what has no document is left out."""
        found = map(self.places.get, records)
        return _number((place for place in found if place is not None), len(self.records))

    def in_order(self, bits: int) -> list[int]:
        """Return the records of the bits, newest first."""
        digits = f"{bits:b}"[::-1].encode()
        return list(compress(self.records, digits.translate(IS_SET)))

    def date_of(self, record: int) -> date | None:
        """Return the date of a record, None without a document."""
        place = self.places.get(record)
        return None if place is None else self.dates[place]


_held = Columns(("", 0, 0, ()))


def current_columns() -> Columns:
    """Return the columns as this transaction sees them; read again after every change."""
    global _held  # noqa: PLW0603  (one per process; a tuple is replaced whole)
    stamp = _stamp()
    held = _held
    if held.stamp != stamp:
        held = _held = _read(stamp)
    return held


def _stamp() -> Stamp:
    """Name the state of the index. Every writing gives its documents new random revisions."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        rows = {code: (count, total) for code, count, total in cursor.fetchall()}
    count, total = rows.pop("")
    return str(connection.settings_dict["NAME"]), count, int(total or 0), tuple(sorted(rows))


def _read(stamp: Stamp) -> Columns:
    rows = list(Document.objects.order_by("-dated", "-pk").values_list("pk", "dated", "facets"))
    keys = {
        str(number): (facet, value)
        for number, facet, value in FacetKey.objects.values_list("pk", "facet", "value")
    }
    places: dict[str, list[int]] = {number: [] for number in keys}
    for place, (_record, _dated, facets) in enumerate(rows):
        for number in facets.split():
            places[number].append(place)
    having: dict[Value, int] = {}
    for number, standing in places.items():
        if standing:
            bits = _number(standing, len(rows))
            having[keys[number]] = having.get(keys[number], 0) | bits
    return Columns(
        stamp=stamp,
        records=tuple(record for record, _dated, _facets in rows),
        dates=tuple(dated for _record, dated, _facets in rows),
        having=having,
    )


def _number(places: Iterable[int], size: int) -> int:
    """Return the whole number with these bits."""
    digits = bytearray(b"0") * (size + 1)
    for place in places:
        digits[size - place] = ONE
    return int(digits, 2)
