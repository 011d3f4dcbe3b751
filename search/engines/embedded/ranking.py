"""The order of results: text, then what the vocabularies and the calendar add.

A score is the BM25 of the best entry of a record: the reader's language counts fully,
others less. An entry with all words of a short query, a record that carries the concept a
query names, a title that is the query, and a recent date each add something.
"""

from collections.abc import Callable
from datetime import date
from heapq import nsmallest
from itertools import chain

from django.db import connection

from records.models import RecordTerm
from search.engines.base import MAX_RESULTS
from search.engines.embedded.dialect import text_store
from search.engines.embedded.plan import Plan
from search.engines.embedded.stores import Condition
from search.models import Entry
from vocabularies.folding import fold
from vocabularies.hierarchy import with_narrower
from vocabularies.matcher import match_whole

ALL_WORDS = 1.3
CONCEPT = 4.0
WHOLE_CONCEPT = 12.0
SAME_TITLE = 12.0
RECENT = 0.3
HALF_LIFE_DAYS = 730

Scores = dict[int, float]


def text_scores(plan: Plan, *, language: str, among: Condition) -> Scores:
    """Return the score of every record that the plan finds by its text alone."""
    store = text_store()
    scores = store.scores(plan, language=language, among=among) if plan.ranked else {}
    if scores and plan.phrases:
        there = store.matching(plan.phrases, among=among)
        scores = {record: score for record, score in scores.items() if record in there}
    elif scores and plan.coordinated:
        for record in store.matching(plan.coordinated, among=among) & scores.keys():
            scores[record] *= ALL_WORDS
    return scores


def excluded(plan: Plan, *, among: Condition) -> set[int]:
    """Return the records that have something which the query excludes."""
    return text_store().matching([tuple(chain(*plan.exclusions))], among=among)


def add_concepts(scores: Scores, text: str, *, among: Condition, may_add: bool) -> None:
    """Raise records that carry a term which the text names, or a narrower one.

    A text that is nothing but a label asks for all that carries its term, so it raises more.
    With `may_add` those that were not found by their text are added.
    """
    match = match_whole(text)
    if not match.terms:
        return
    weight = WHOLE_CONCEPT if match.is_whole else CONCEPT
    terms = with_narrower(match.terms)
    rows = RecordTerm.objects.filter(term__in=terms, record_id__in=among.raw)
    for record in set(rows.values_list("record_id", flat=True)):
        if may_add or record in scores:
            scores[record] = scores.get(record, 0.0) + weight


def add_same_title(scores: Scores, text: str) -> None:
    """Raise records whose title in some language is the text."""
    folded = fold(text)[:255]
    if folded and scores:
        titled = Entry.objects.filter(folded_title=folded).values_list("record_id", flat=True)
        for record in set(titled) & scores.keys():
            scores[record] += SAME_TITLE


def best_first(
    scores: Scores, dated: Callable[[int], date | None], *, today: date, limit: int = MAX_RESULTS
) -> list[int]:
    """Return the best records, best first; of the best thousand the recent gain a little."""
    found = nsmallest(limit, scores, key=lambda record: (-scores[record], -record))
    best, rest = found[:MAX_RESULTS], found[MAX_RESULTS:]
    for record in best:
        if (day := dated(record)) is not None:
            age = max((today - day).days, 0)
            scores[record] += RECENT * 0.5 ** (age / HALF_LIFE_DAYS)
    return sorted(best, key=lambda record: (-scores[record], -record)) + rest


def everything(among: Condition) -> Scores:
    """Return every record of the condition, with no score."""
    with connection.cursor() as cursor:
        cursor.execute(among.sql, among.parameters)
        return dict.fromkeys((record for (record,) in cursor.fetchall()), 0.0)
