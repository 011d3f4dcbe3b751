"""What every engine promises of things that are alike."""

import uuid

from records import projection
from records.audiences import Viewer
from records.data import DeletedReason
from tests.factories.records import make_record
from tests.factories.search import KeyHolder
from tests.factories.vocabularies import make_term


def similar_to(engine, record, *, viewer=None, language="en", limit=6) -> list[uuid.UUID]:
    viewer = viewer or Viewer.anonymous()
    found = engine.similar(record, viewer=viewer, language=language, limit=limit)
    return [other.uid for other in found]


def test_what_shares_a_rare_term_is_more_alike_than_what_shares_a_frequent_one(engine):
    make_term("cbd-subjects:RARE", en="Seagrass")
    make_term("cbd-subjects:FREQUENT", en="Conservation")
    frequent, rare = ("cbd-subjects:FREQUENT",), ("cbd-subjects:RARE",)
    often = [make_record(titles={"en": f"Alpha {n}"}, terms=frequent).uid for n in range(5)]
    seldom = make_record(titles={"en": "Beta"}, terms=rare)
    make_record(titles={"en": "Gamma"})
    record = make_record(titles={"en": "Delta"}, terms=frequent + rare)

    found = similar_to(engine, record)

    assert found[0] == seldom.uid
    assert {*found[1:]} == {*often}


def test_words_of_the_title_make_things_alike(engine):
    reef = make_record(titles={"en": "Restoring a coral reef"})
    make_record(titles={"en": "Desert foxes"})
    record = make_record(titles={"en": "Coral reefs restored"})

    assert similar_to(engine, record) == [reef.uid]


def test_alike_are_as_many_as_wanted_and_never_the_thing_itself(engine):
    make_term("cbd-subjects:REEF", en="Reefs")
    made = [make_record(terms=("cbd-subjects:REEF",)) for _ in range(5)]

    found = similar_to(engine, made[0], limit=3)

    assert len(set(found)) == 3
    assert made[0].uid not in found


def test_what_may_not_be_seen_is_not_alike(engine):
    make_term("cbd-subjects:REEF", en="Reefs")
    hidden = make_record(terms=("cbd-subjects:REEF",), container_gate="search-test:1")
    gone = make_record(terms=("cbd-subjects:REEF",))
    record = make_record(terms=("cbd-subjects:REEF",))
    projection.bury(gone.uid, reason=DeletedReason.WITHDRAWN)

    assert similar_to(engine, record) == []
    assert similar_to(engine, record, viewer=KeyHolder(("search-test:1",))) == [hidden.uid]
