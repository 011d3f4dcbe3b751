"""Who fits a request: filters, reasons, fairness, diversity, and the judged requests."""

from dataclasses import replace
from typing import Any

import pytest

from experts.matching.data import Candidate, Need, Obstacle, Part, Subject
from experts.matching.judging import coverage, ndcg
from experts.matching.places import closeness
from experts.matching.ranking import near_topics, rank
from experts.matching.topics import nearness
from tests.experts.gold_set import evaluate

MARINE, REEFS, LOBSTERS = "s:marine", "s:reefs", "s:lobsters"
NARROWER = {MARINE: {REEFS}, REEFS: {LOBSTERS}}
BROADER = {REEFS: {MARINE, "other:sea"}, LOBSTERS: {REEFS}}


def need(**fields) -> Need:
    values: dict[str, Any] = {"topics": (REEFS,), "owner": 1}
    return Need(**(values | fields))


def candidate(key: int, *, level: int = 3, topic: str = REEFS, **fields) -> Candidate:
    subject = Subject(level=level, is_verified=fields.pop("is_verified", False))
    values: dict[str, Any] = {"key": key, "owner": key, "topics": {topic: subject}}
    return Candidate(**(values | fields))


def ranked(asked: Need, *people: Candidate, limit: int = 10) -> list[int]:
    matches, _misfits = rank(asked, people, near_topics(asked, NARROWER, BROADER), limit=limit)
    return [match.candidate.key for match in matches]


def test_a_step_up_or_down_is_near_and_another_vocabulary_is_not():
    assert nearness(REEFS, NARROWER, BROADER) == {REEFS: 1.0, MARINE: 0.6, LOBSTERS: 0.6}
    assert nearness(MARINE, NARROWER, BROADER) == {
        MARINE: 1.0,
        REEFS: 0.6,
        LOBSTERS: pytest.approx(0.36),
    }


def test_cycles_of_a_vocabulary_end():
    assert nearness("s:a", {"s:a": {"s:b"}, "s:b": {"s:a"}}, {}) == {"s:a": 1.0, "s:b": 0.6}


def test_countries_are_near_by_subregion_and_region():
    assert [closeness("FJ", other) for other in ("FJ", "VU", "WS", "KE", "")] == [1, 0.6, 0.3, 0, 0]


def test_who_checked_statements_and_knows_more_comes_first():
    people = (candidate(2, level=2), candidate(3, level=4), candidate(4, level=4, is_verified=True))

    assert ranked(need(), *people) == [4, 3, 2]


@pytest.mark.parametrize(
    ("fields", "asked", "obstacle"),
    [
        ({"languages": {"fr": 1}}, {"languages": ("fr",)}, Obstacle.LANGUAGE),
        ({"owner": 1}, {}, Obstacle.SELF),
        ({"organizations": frozenset({7})}, {"organizations": frozenset({7})}, Obstacle.SAME_ORGANIZATION),
        ({"organizations": frozenset({8})}, {"excluded": frozenset({8})}, Obstacle.EXCLUDED),
        ({}, {"blocked": frozenset({5})}, Obstacle.BLOCKED),
        ({"availability": "closed"}, {}, Obstacle.CLOSED),
        ({"topic": "s:forests"}, {}, Obstacle.NO_TOPIC),
    ],
)  # fmt: skip
def test_hard_filters_come_before_any_score(fields, asked, obstacle):
    request = need(**asked)
    matches, misfits = rank(
        request, [candidate(5, **fields)], near_topics(request, NARROWER, BROADER)
    )

    assert matches == []
    assert [misfit.obstacle for misfit in misfits] == [obstacle]


def test_reasons_say_what_counted():
    request = need(countries=("FJ",), languages=("fr",), help_kinds=frozenset({"help-kinds:data"}))
    person = candidate(
        2, is_verified=True, countries=frozenset({"FJ"}), home="NZ", languages={"fr": 3},
        help_kinds=frozenset({"help-kinds:data"}), availability="busy",
    )  # fmt: skip

    [match], _misfits = rank(request, [person], near_topics(request, NARROWER, BROADER))

    assert [(reason.part, reason.term, reason.note) for reason in match.reasons] == [
        (Part.TOPIC, REEFS, "verified"),
        (Part.PLACE, "FJ", "worked"),
        (Part.LANGUAGE, "fr", ""),
        (Part.HELP, "help-kinds:data", ""),
        (Part.ANSWER, "", "busy"),
    ]


def test_open_invitations_let_others_come_first():
    asked_often = candidate(2, level=4, waiting=3)

    assert ranked(need(), asked_often, candidate(3, level=3)) == [3, 2]


def test_a_second_person_of_the_same_place_waits_for_another_place():
    one = candidate(2, level=4, home="FJ", organizations=frozenset({1}))
    twin = replace(one, key=3, owner=3)
    other = candidate(4, level=3, home="KE", organizations=frozenset({2}))

    assert ranked(need(), one, twin, other) == [2, 4, 3]


def test_who_said_yes_goes_before_who_said_no():
    said_no = candidate(2, asked=4, accepted=0)
    said_yes = candidate(3, asked=4, accepted=4)

    assert ranked(need(), said_no, said_yes) == [3, 2]


def test_the_same_input_gives_the_same_order_whatever_its_order():
    people = [candidate(key) for key in range(2, 30)]

    assert ranked(need(), *people) == ranked(need(), *reversed(people))


def test_figures_of_judged_rankings_are_right():
    assert ndcg(["a", "b"], {"a": 3, "b": 1}) == 1
    assert ndcg(["b", "a"], {"a": 3, "b": 1}) < 1
    assert ndcg(["c"], {"a": 3}) == 0
    assert coverage([["a", "b"], ["a"]], 4) == 0.5


def test_the_judged_requests_keep_their_floors():
    outcome = evaluate()

    assert len(outcome.by_request) >= 50
    assert outcome.mean >= 0.94
    assert min(outcome.by_request.values()) >= 0.55
    assert outcome.coverage >= 0.9
