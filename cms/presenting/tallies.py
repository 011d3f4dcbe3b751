"""How many records of each kind and with each term a reader may see (decision 0100).

The records are counted once per state of the change feed and process, by their gates. What
a reader may see is added up from that with the keys that the reader holds now: joining,
leaving, opening and closing take effect at once, and no number of readers costs more.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count

from records.audiences import Viewer
from records.models import Record, RecordTerm
from records.sequencer import settled_state

Gates = tuple[str, str]

# Kinds that lead to records: they do not count as records about a term.
GUIDES = ("country", "theme", "section", "page")


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of records by kind, and by the identifier of a term ("countries:FJ" too)."""

    kinds: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Add the numbers of another tally to these."""
        self.kinds.update(other.kinds)
        self.terms.update(other.terms)


class _Kept:
    """The last count and the state of the feed that it belongs to."""

    def __init__(self) -> None:
        self._held: tuple[object, dict[Gates, Tally]] = (None, {})
        self._lock = threading.Lock()

    def by_gates(self) -> dict[Gates, Tally]:
        """Return the tallies; counted again unless nothing has changed since."""
        state = settled_state()
        if state is None:
            return count_by_gates()
        held = self._held
        if held[0] == state:
            return held[1]
        with self._lock:
            if self._held[0] != state:
                self._held = (state, count_by_gates())
            return self._held[1]


_kept = _Kept()


def tally_for(viewer: Viewer) -> Tally:
    """Count what the viewer may see now."""
    total = Tally()
    for (container, restriction), tally in _kept.by_gates().items():
        if viewer.may_see(container_gate=container, restriction_gate=restriction):
            total.add(tally)
    return total


def count_by_gates() -> dict[Gates, Tally]:
    """Count all live records by their two gates, with two queries."""
    tallies: dict[Gates, Tally] = {}
    for container, restriction, kind, number in _kinds():
        tallies.setdefault((container, restriction), Tally()).kinds[kind] = number
    for container, restriction, term, number in _terms():
        tallies.setdefault((container, restriction), Tally()).terms[term] = number
    return tallies


def _kinds() -> Iterator[tuple[str, str, str, int]]:
    live = Record.objects.live().order_by()
    yield from live.values_list("container_gate", "restriction_gate", "kind").annotate(
        number=Count("pk")
    )


def _terms() -> Iterator[tuple[str, str, str, int]]:
    rows = RecordTerm.objects.filter(record__deleted_at=None).exclude(record__kind__in=GUIDES)
    yield from (
        rows.order_by()
        .values_list("record__container_gate", "record__restriction_gate", "term")
        .annotate(number=Count("pk"))
    )
