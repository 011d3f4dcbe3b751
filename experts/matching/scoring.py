"""The six parts of a score and their reasons: topic, place, language, help, evidence, answer."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from experts.matching.data import Candidate, Match, Need, Part, Reason, Subject
from experts.matching.places import REGION, SAME, closeness

WEIGHTS: Mapping[Part, float] = {
    Part.TOPIC: 0.45,
    Part.PLACE: 0.15,
    Part.LANGUAGE: 0.10,
    Part.HELP: 0.10,
    Part.EVIDENCE: 0.15,
    Part.ANSWER: 0.05,
}
TRUST: Mapping[str, float] = {
    "verified": 1.0,
    "document": 0.8,
    "answer": 0.8,
    "peer": 0.7,
    "orcid": 0.7,
    "self": 0.5,
}
# What a proof weighs: an own statement is none.
PROOF: Mapping[str, float] = {
    "verified": 6.0, "document": 4.0, "answer": 3.0, "peer": 2.0, "orcid": 2.0, "self": 0.0,
}  # fmt: skip
HALF_LIFE = 3.0  # years
HIGHEST_LEVEL = 4
FLUENT, WORKING = 3, 2
AVAILABLE: Mapping[str, float] = {"open": 1.0, "busy": 0.5}
# Before anybody answered we expect two acceptances in three invitations.
PRIOR_ACCEPTED, PRIOR_ASKED = 2, 3
# Open invitations that halve a score.
CROWD = 3


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that are asked for: how near others are to each, and how rare each is."""

    near: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """The best that somebody knows for one topic."""

    wanted: str
    term: str
    value: float
    subject: Subject
    nearness: float


def rarity_of(topics: Mapping[str, Mapping[str, float]], candidates: list[Candidate]) -> Topics:
    """Weigh each topic by how few of the candidates know it or something near it."""
    total = len(candidates)
    rarity = {}
    for topic, near in topics.items():
        known = sum(1 for candidate in candidates if not near.keys().isdisjoint(candidate.topics))
        rarity[topic] = 1.0 + math.log((1 + total) / (1 + known))
    return Topics(topics, rarity)


def trust_key(subject: Subject) -> str:
    """What a statement rests on; the word of somebody who checked it goes first."""
    return "verified" if subject.is_verified else subject.source


def best_subjects(candidate: Candidate, topics: Topics) -> Iterator[Found]:
    """The best subject for each topic that the candidate knows something of."""
    for wanted, near in topics.near.items():
        found = [
            Found(
                wanted,
                term,
                near[term]
                * (subject.level / HIGHEST_LEVEL)
                * TRUST.get(trust_key(subject), TRUST["self"]),
                subject,
                near[term],
            )
            for term, subject in candidate.topics.items()
            if term in near
        ]
        if found:
            yield max(found, key=lambda each: (each.value, each.term))


def score(need: Need, candidate: Candidate, topics: Topics) -> Match:
    """Score one candidate that no hard filter holds back."""
    found = sorted(best_subjects(candidate, topics), key=lambda each: (-each.value, each.term))
    place, place_reason = place_of(need, candidate)
    parts = {
        Part.TOPIC: topic_value(found, topics),
        Part.PLACE: place,
        Part.LANGUAGE: language_value(need, candidate),
        Part.HELP: help_value(need, candidate),
        Part.EVIDENCE: evidence_value(found),
        Part.ANSWER: answer_value(candidate),
    }
    total = sum(WEIGHTS[part] * value for part, value in parts.items())
    return Match(
        candidate=candidate,
        score=total / (1 + candidate.waiting / CROWD),
        parts=parts,
        reasons=tuple(reasons_for(need, candidate, found, place_reason)),
    )


def topic_value(found: list[Found], topics: Topics) -> float:
    """The share of what is asked for that is known, rare topics first."""
    asked = sum(topics.rarity.values())
    return sum(topics.rarity[each.wanted] * each.value for each in found) / asked if asked else 0.0


def place_of(need: Need, candidate: Candidate) -> tuple[float, Reason | None]:
    """How well the candidate knows the countries, and the one that says most."""
    if not need.countries:
        return 1.0, None
    known = sorted(candidate.countries | ({candidate.home} - {""}))
    total, best, reason = 0.0, 0.0, None
    for wanted in need.countries:
        value, country = max(
            ((closeness(wanted, country), country) for country in known), default=(0.0, "")
        )
        total += value
        if value > best:
            best, reason = value, place_reason(candidate, wanted, country, value)
    return total / len(need.countries), reason


def place_reason(candidate: Candidate, wanted: str, country: str, value: float) -> Reason:
    """How the candidate knows a country, or one near it."""
    if value < SAME:
        note = "region" if value == REGION else "near"
    else:
        note = "home" if country == candidate.home else "worked"
    return Reason(Part.PLACE, country, note, wanted)


def language_value(need: Need, candidate: Candidate) -> float:
    """1 when every language is spoken fluently; working knowledge counts half."""
    if not need.languages:
        return 1.0
    spoken = [candidate.languages.get(language, 0) for language in need.languages]
    return sum(1.0 if level >= FLUENT else 0.5 for level in spoken) / len(spoken)


def help_value(need: Need, candidate: Candidate) -> float:
    """What both name, as a share of what either names."""
    if not need.help_kinds:
        return 1.0
    both = need.help_kinds & candidate.help_kinds
    return len(both) / len(need.help_kinds | candidate.help_kinds)


def evidence_value(found: list[Found]) -> float:
    """How much proof there is for what is asked, recent proof first."""
    proofs = {each.term: each for each in found}
    total = sum(
        PROOF.get(trust_key(each.subject), 0.0)
        * each.nearness
        * 0.5 ** (each.subject.age / HALF_LIFE)
        for each in proofs.values()
    )
    return min(1.0, math.log(1 + total) / math.log(21))


def answer_value(candidate: Candidate) -> float:
    """Whether the candidate has time, and how often they said yes."""
    rate = (candidate.accepted + PRIOR_ACCEPTED) / (candidate.asked + PRIOR_ASKED)
    return AVAILABLE.get(candidate.availability, 0.0) * rate


def reasons_for(
    need: Need, candidate: Candidate, found: list[Found], place: Reason | None
) -> Iterator[Reason]:
    """What speaks for the candidate, most important first."""
    for each in found:
        yield Reason(Part.TOPIC, each.term, trust_key(each.subject), each.wanted)
    if place:
        yield place
    for language in need.languages:
        fluent = candidate.languages.get(language, 0) >= FLUENT
        yield Reason(Part.LANGUAGE, language, "" if fluent else "working")
    for kind in sorted(need.help_kinds & candidate.help_kinds):
        yield Reason(Part.HELP, kind)
    if candidate.availability == "busy":
        yield Reason(Part.ANSWER, "", "busy")
    if candidate.waiting:
        yield Reason(Part.ANSWER, "", "waiting")
