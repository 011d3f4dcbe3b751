"""The engine inside the site's own database: nothing to install, never behind."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from django.utils import timezone

from records.audiences import Viewer
from records.models import Record
from search.analysis.analyzer import analyse_plainly
from search.engines.base import (
    MAX_RESULTS,
    SCAN_BATCH,
    Hit,
    SearchRequest,
    SearchResponse,
    Sort,
    TitleSuggestion,
    TrialIndex,
)
from search.engines.embedded import corrections, file_ranking, ranking, similarity
from search.engines.embedded.columns import Columns, current_columns
from search.engines.embedded.dialect import text_store
from search.engines.embedded.narrowing import Narrowing
from search.engines.embedded.ordering import in_order
from search.engines.embedded.plan import Plan, plan_for
from search.engines.embedded.stores import Condition
from search.engines.embedded.trial import open_trial
from search.engines.hits import make_hits
from search.engines.passage_hits import passage_hits
from search.query import Query

FEW = 3


class EmbeddedEngine:
    """SQLite's FTS5 or PostgreSQL's text search over tokens made here."""

    name = "embedded"

    def search(self, request: SearchRequest) -> SearchResponse:
        """Return one page of what the viewer may see."""
        columns = current_columns()
        response = _respond(request, columns)
        if not request.query.has_text or response.total >= FEW:
            return response
        near = corrections.near_words(_asked_text(request.query))
        suggestion = corrections.corrected_text(request.query.text, near)
        if not response.total and _may_relax(request):
            again = corrections.similar_query(request.query, near)
            if again.has_text:
                retried = _respond(replace(request, query=again), columns, loose=True)
                response = replace(retried, similar=True) if retried.total else response
        return replace(response, did_you_mean=suggestion)

    def scan(self, request: SearchRequest) -> Iterator[Record]:
        """Yield everything the request finds, in its order, each batch checked again."""
        ordered = _everything_in_order(request)
        if not ordered and _may_relax(request):
            near = corrections.near_words(_asked_text(request.query))
            again = corrections.similar_query(request.query, near)
            ordered = _everything_in_order(replace(request, query=again)) if again.has_text else []
        for start in range(0, len(ordered), SCAN_BATCH):
            batch = ordered[start : start + SCAN_BATCH]
            records = Record.objects.visible_to(request.viewer.renewed()).in_bulk(batch)
            yield from (records[number] for number in batch if number in records)

    def similar(self, record: Record, *, viewer: Viewer, language: str, limit: int) -> list[Record]:
        """Return visible things most like this one by terms and words, without itself."""
        return similarity.similar(record, viewer=viewer, language=language, limit=limit)

    def suggest_titles(
        self, *, viewer: Viewer, text: str, language: str, limit: int
    ) -> list[TitleSuggestion]:
        """Return things with a word in their title that begins as `text` ends."""
        typed = [token.text for token in analyse_plainly(text) if not token.single]
        if not typed:
            return []
        found = text_store().titled(
            typed, among=Condition.of(Record.objects.visible_to(viewer)), limit=limit * 8
        )
        found.sort(key=lambda pair: pair[1] != language)
        languages = dict(reversed(found))
        numbers = list(dict(found))[:limit]
        records = Record.objects.visible_to(viewer).without_text().in_bulk(numbers)
        return [
            TitleSuggestion(
                record=records[number],
                text=str(records[number].titles.get(languages[number], records[number])),
                language=languages[number],
            )
            for number in numbers
            if number in records
        ]

    def did_you_mean(self, *, text: str, language: str) -> str:  # noqa: ARG002
        """Return `text` with misspelt words replaced by words of public records, or ""."""
        return corrections.corrected_text(text)

    def trial(self) -> AbstractContextManager[TrialIndex]:
        """Open a temporary index that ranks as the site does."""
        return open_trial()


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds: a score for each record, and the passages of files that fit."""

    scores: ranking.Scores
    passages: file_ranking.BestPassages = field(default_factory=dict)


def _respond(request: SearchRequest, columns: Columns, *, loose: bool = False) -> SearchResponse:
    plan = _plan(request, columns.languages)
    if plan is not None and loose:
        plan = replace(plan, loose=True)
    found = _found(request, plan)
    narrowing = Narrowing.of(found.scores, request.filters, columns)
    left = narrowing.left()
    ordered = _order(request, found.scores, columns.in_order(left), columns, limit=MAX_RESULTS)
    start = (request.page - 1) * request.size
    page = ordered[:MAX_RESULTS][start : start + request.size]
    return SearchResponse(
        hits=_hits(request, plan, page, found),
        total=left.bit_count(),
        facets=narrowing.counted(),
        page=request.page,
        size=request.size,
    )


def _everything_in_order(request: SearchRequest) -> list[int]:
    columns = current_columns()
    scores = _found(request, _plan(request, columns.languages)).scores
    left = columns.in_order(Narrowing.of(scores, request.filters, columns).left())
    return _order(request, scores, left, columns, limit=len(left))


def _may_relax(request: SearchRequest) -> bool:
    """Whether spelling may be relaxed: never for an alert, which is told what it asked for."""
    return request.query.has_text and request.changed_after is None


def _found(request: SearchRequest, plan: Plan | None) -> Found:
    """Return what the query finds before it is narrowed by facets."""
    records = Record.objects.visible_to(request.viewer)
    if request.changed_after is not None:
        records = records.filter(seq__gt=request.changed_after)
    among = Condition.of(records)
    found = _scored(request.query, plan, language=request.language, among=among)
    if plan is not None and plan.exclusions:
        for record in ranking.excluded(plan, among=among) & found.scores.keys():
            del found.scores[record]
    return found


def _asked_text(query: Query) -> str:
    """Return all words that may be misspelt, those of a field too."""
    return " ".join(clause.text for clause in (*query.words, *query.phrases))


def _plan(request: SearchRequest, languages: tuple[str, ...]) -> Plan | None:
    query = request.query
    if not (query.has_text or query.exclusions):
        return None
    return plan_for(query, language=request.language, languages=languages)


def _scored(query: Query, plan: Plan | None, *, language: str, among: Condition) -> Found:
    """Return everything that the query finds; everything visible when it has no text."""
    if plan is None or not query.has_text:
        return Found(ranking.everything(among))
    scores = ranking.text_scores(plan, language=language, among=among)
    passages = file_ranking.best_passages(plan, language=language, among=among)
    file_ranking.add_passages(scores, passages)
    if not plan.loose:
        ranking.add_concepts(scores, query.text, among=among, may_add=not plan.phrases)
        ranking.add_same_title(scores, query.text)
    return Found(scores, passages)


def _order(
    request: SearchRequest,
    scores: ranking.Scores,
    newest: list[int],
    columns: Columns,
    *,
    limit: int,
) -> list[int]:
    """Return up to `limit` of `newest` in the order that is asked for."""
    if request.sort is Sort.RELEVANCE and request.query.has_text:
        left = {record: scores[record] for record in newest}
        return ranking.best_first(left, columns.date_of, today=timezone.localdate(), limit=limit)
    if request.sort in {Sort.RELEVANCE, Sort.NEWEST}:
        return newest
    return in_order(newest, request.sort, language=request.language, limit=limit)


def _hits(
    request: SearchRequest, plan: Plan | None, page: list[int], found: Found
) -> tuple[Hit, ...]:
    """Load the page once more under the viewer's keys: what became hidden drops out."""
    records = Record.objects.visible_to(request.viewer).for_hits().in_bulk(page)
    wanted = plan.wanted if plan else frozenset()
    chosen = {
        number: [match.passage for match in found.passages.get(number, ())] for number in records
    }
    return make_hits(
        [(records[number], found.scores[number]) for number in page if number in records],
        language=request.language,
        wanted=wanted,
        passages=passage_hits(records, chosen, wanted),
    )
