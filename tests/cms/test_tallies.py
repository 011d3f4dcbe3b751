"""Counts are true for each reader at once, and counted once for all of them."""

import itertools
from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser

from cms.presenting.tallies import GUIDES, tally_for
from records import projection
from records.audiences import Viewer
from records.data import DeletedReason
from records.models import Record
from records.sequencer import number_changes, settled_state
from tests.factories.records import make_record, record_data

pytestmark = pytest.mark.django_db


class ViewerWith(Viewer):
    """A viewer with exactly these keys."""

    def __init__(self, *keys: str) -> None:
        super().__init__(AnonymousUser())
        self.keys = frozenset(keys)


@pytest.mark.parametrize("keys", [(), ("community:1",), ("community:1", "restriction:9")])
@pytest.mark.parametrize("numbered", [False, True])
def test_the_tally_counts_exactly_what_the_viewer_may_see(
    keys: tuple[str, ...], numbered: bool
) -> None:
    gates = itertools.product(("", "community:1", "community:2"), ("", "restriction:9"))
    for container, restriction in gates:
        for kind in ("news", "page"):
            make_record(
                kind=kind, terms=("sdgs:SDG-GOAL-1",), countries=("FJ", "TO"),
                container_gate=container, restriction_gate=restriction,
            )  # fmt: skip
    if numbered:
        number_changes()
    viewer = ViewerWith(*keys)
    rows = list(Record.objects.visible_to(viewer))

    tally = tally_for(viewer)

    assert tally.kinds == Counter(row.kind for row in rows)
    counted = [row for row in rows if row.kind not in GUIDES]
    identifiers = [*(f"countries:{code}" for row in counted for code in row.countries)]
    identifiers += [term for row in counted for term in row.terms]
    assert tally.terms == Counter(identifiers)


def test_what_nothing_has_changed_is_not_counted_again(django_assert_num_queries) -> None:
    make_record(kind="news")
    number_changes()
    tally_for(Viewer.anonymous())
    with django_assert_num_queries(1):
        tally_for(ViewerWith("community:1"))


@pytest.mark.parametrize("numbered", [False, True])
def test_every_change_of_a_record_counts_at_once(numbered: bool) -> None:
    def news() -> int:
        if numbered:
            number_changes()
        return tally_for(Viewer.anonymous()).kinds["news"]

    record = make_record(kind="news")
    assert news() == 1
    projection.set_gates([record.uid], restriction_gate="restriction:1")
    assert news() == 0
    projection.set_gates([record.uid], restriction_gate="")
    assert news() == 1
    projection.write(record_data(uid=record.uid, kind="event"))
    assert news() == 0
    projection.write(record_data(uid=record.uid, kind="news"))
    assert news() == 1
    projection.bury(record.uid, reason=DeletedReason.WITHDRAWN)
    assert news() == 0


def test_the_state_is_unknown_while_a_change_waits_for_its_number() -> None:
    assert settled_state() is None
    record = make_record()
    assert settled_state() is None
    number_changes()
    before = settled_state()
    assert before is not None
    projection.touch("sdgs:SDG-GOAL-1")
    assert settled_state() == before
    projection.set_gates([record.uid], restriction_gate="restriction:1")
    assert settled_state() is None
    number_changes()
    assert settled_state() not in {before, None}
