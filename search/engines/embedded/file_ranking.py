"""What the text of files adds to the order of results (decision 0087)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from heapq import nlargest

from search.engines.embedded.dialect import passage_store
from search.engines.embedded.plan import Group, Plan
from search.engines.embedded.ranking import ALL_WORDS, Scores
from search.engines.embedded.stores import Condition, PassageMatch

FILE_WEIGHT = 0.5
BEST = 2

BestPassages = Mapping[int, list[PassageMatch]]


def best_passages(plan: Plan, *, language: str, among: Condition) -> BestPassages:
    """Return the best passages of the files of each record, best first.

    A file has no fields, so a word that is asked for in a field is not looked for. What a
    query excludes is not looked for either: a report may name it on one of its hundred pages.
    """
    asked = replace(plan, words=_without_fields(plan.words), phrases=_without_fields(plan.phrases))
    if not asked.finding or len(asked.phrases) < len(plan.phrases):
        return {}
    store = passage_store()
    matches = list(store.matches(asked, language=language, among=among))
    if matches and asked.phrases:
        there = store.matching(asked.phrases)
        matches = [match for match in matches if match.passage in there]
    elif matches and asked.coordinated:
        complete = store.matching(asked.coordinated)
        matches = [
            replace(match, score=match.score * ALL_WORDS) if match.passage in complete else match
            for match in matches
        ]
    by_record: dict[int, list[PassageMatch]] = defaultdict(list)
    for match in matches:
        by_record[match.record].append(match)
    return {
        record: nlargest(BEST, own, key=lambda match: (match.score, -match.passage))
        for record, own in by_record.items()
    }


def add_passages(scores: Scores, passages: BestPassages) -> None:
    """Raise records by their best passage, and add those that only a file finds."""
    for record, best in passages.items():
        scores[record] = scores.get(record, 0.0) + FILE_WEIGHT * best[0].score


def _without_fields(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups without the needles of a field, and without groups of them alone."""
    kept = (tuple(needle for needle in group if not needle.column) for group in groups)
    return tuple(group for group in kept if group)
