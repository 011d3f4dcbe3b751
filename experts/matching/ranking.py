"""Hard filters, scores, and an order that does not repeat itself."""

from collections.abc import Iterable, Mapping

from experts.matching.data import Candidate, Match, Misfit, Need, Obstacle
from experts.matching.scoring import WORKING, rarity_of, score
from experts.matching.topics import Edges, nearness

MOST_CANDIDATES = 2000
# Deep enough for diversity to find others, shallow enough to stay quick.
POOL = 100
RELEVANCE = 0.8


def near_topics(need: Need, narrower: Edges, broader: Edges) -> dict[str, dict[str, float]]:
    """For each topic of the need, what counts as knowing it and how much."""
    return {topic: nearness(topic, narrower, broader) for topic in need.topics}


def obstacle_of(
    need: Need, candidate: Candidate, near: Mapping[str, Mapping[str, float]]
) -> Misfit | None:
    """The first hard filter that holds the candidate back, None when none does."""
    checks = (
        (candidate.owner == need.owner, Obstacle.SELF),
        (candidate.owner in need.blocked, Obstacle.BLOCKED),
        (bool(candidate.organizations & need.organizations), Obstacle.SAME_ORGANIZATION),
        (bool(candidate.organizations & need.excluded), Obstacle.EXCLUDED),
        (candidate.availability == "closed", Obstacle.CLOSED),
        (
            all(terms.keys().isdisjoint(candidate.topics) for terms in near.values()),
            Obstacle.NO_TOPIC,
        ),
    )
    for holds, obstacle in checks:
        if holds:
            return Misfit(candidate=candidate, obstacle=obstacle)
    for language in need.languages:
        if candidate.languages.get(language, 0) < WORKING:
            return Misfit(candidate=candidate, obstacle=Obstacle.LANGUAGE, term=language)
    return None


def rank(
    need: Need,
    candidates: Iterable[Candidate],
    near: Mapping[str, Mapping[str, float]],
    *,
    limit: int = 10,
) -> tuple[list[Match], list[Misfit]]:
    """Return the best matches, and whom a hard filter held back.

    The same input gives the same output: ties are broken by key.
    """
    fitting, misfits = [], []
    for candidate in candidates:
        misfit = obstacle_of(need, candidate, near)
        if misfit:
            misfits.append(misfit)
        else:
            fitting.append(candidate)
    topics = rarity_of(near, fitting)
    matches = [score(need, candidate, topics) for candidate in fitting]
    matches.sort(key=lambda match: (-match.score, match.candidate.key))
    return diversified(matches[:POOL], limit), misfits


def diversified(matches: list[Match], limit: int) -> list[Match]:
    """Order by maximal marginal relevance over country and organization."""
    chosen: list[Match] = []
    rest = list(matches)
    while rest and len(chosen) < limit:
        best = max(
            rest,
            key=lambda match: (
                RELEVANCE * match.score
                - (1 - RELEVANCE) * max((alike(match, other) for other in chosen), default=0.0),
                -match.candidate.key,
            ),
        )
        rest.remove(best)
        chosen.append(best)
    return chosen


def alike(one: Match, other: Match) -> float:
    """Half for the same country, half for a common organization."""
    first, second = one.candidate, other.candidate
    country = first.home != "" and first.home == second.home
    return 0.5 * country + 0.5 * bool(first.organizations & second.organizations)
