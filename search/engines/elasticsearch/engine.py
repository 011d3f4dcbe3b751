"""The engine of sites with Elasticsearch. Every hit is read once more from the database.

Nothing that Elasticsearch raises is caught here: another engine answers then
(search/engines/failover.py).
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from records.audiences import Viewer
from records.models import Record
from search.analysis.analyzer import analyse_plainly
from search.engines.base import (
    SCAN_BATCH,
    SearchRequest,
    SearchResponse,
    TitleSuggestion,
    TrialIndex,
)
from search.engines.elasticsearch import answers
from search.engines.elasticsearch.analysis import field_language
from search.engines.elasticsearch.body import (
    Scope,
    cardinality_body,
    scan_body,
    search_body,
    similar_body,
    titles_body,
)
from search.engines.elasticsearch.client import client, reader
from search.engines.elasticsearch.corrections import corrected_text
from search.engines.elasticsearch.overlay import narrowed_records
from search.engines.elasticsearch.presence import fields_of
from search.engines.elasticsearch.ranking import (
    CONCEPT,
    NO_CONCEPTS,
    WHOLE_CONCEPT,
    Concepts,
    Fields,
    ranked,
    similar_spelling,
)
from search.engines.elasticsearch.trial import open_trial
from search.engines.errors import EngineUnavailableError
from search.engines.hits import make_hits
from search.engines.passage_hits import passage_hits
from search.highlighting import wanted_tokens
from search.query import parse
from search.subjects import subjects_of
from vocabularies.hierarchy import with_narrower
from vocabularies.matcher import match_whole

FEW = 3
KEPT_OPEN = "2m"
SCAN_SECONDS = 15

logger = logging.getLogger(__name__)

Parts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Index:
    """The index that searches ask, and the languages it has."""

    name: str
    fields: Fields

    @classmethod
    def current(cls) -> "Index":
        """Return the index of this site."""
        return cls(settings.CHM_SEARCH_INDEX, fields_of(settings.CHM_SEARCH_INDEX))

    def ask(self, body: dict[str, Any]) -> Mapping[str, Any]:
        """Return the whole answer, or raise: half an answer counts wrongly."""
        answer: Mapping[str, Any] = (
            reader().search(index=self.name, body=body, allow_partial_search_results=False).body
        )
        if answer["timed_out"]:
            raise EngineUnavailableError("Elasticsearch did not finish in time")
        return answer


class ElasticsearchEngine:
    """Elasticsearch behind the alias `CHM_SEARCH_INDEX`."""

    name = "elasticsearch"

    def search(self, request: SearchRequest) -> SearchResponse:
        """Return one page of what the viewer may see."""
        scope = _scope(request.viewer)
        index = Index.current()
        response = _respond(request, _as_written(request, index), scope, index)
        if not request.query.has_text or response.total >= FEW:
            return response
        suggestion = corrected_text(request.query.text, ask=index.ask, hidden=scope.hidden)
        if not response.total and _may_relax(request):
            parts = _relaxed(request, index)
            retried = _respond(request, parts, scope, index, marked=suggestion)
            response = replace(retried, similar=True) if retried.total else response
        return replace(response, did_you_mean=suggestion)

    def scan(self, request: SearchRequest) -> Iterator[Record]:
        """Yield everything the request finds, in its order, each batch checked again."""
        index = Index.current()
        pit = reader().open_point_in_time(index=index.name, keep_alive=KEPT_OPEN)["id"]
        try:
            found = False
            for record in _scan(request, _as_written(request, index), pit):
                found = True
                yield record
            if not found and _may_relax(request):
                yield from _scan(request, _relaxed(request, index), pit)
        finally:
            client().options(ignore_status=404).close_point_in_time(id=pit)

    def similar(self, record: Record, *, viewer: Viewer, language: str, limit: int) -> list[Record]:
        """Return visible things most like this one by terms and words, without itself."""
        scope = _scope(viewer)
        terms = subjects_of([record])[record.pk].carried
        body = similar_body(record, terms, scope, language=language, limit=limit)
        return _seen(viewer, Index.current().ask(body))[:limit]

    def suggest_titles(
        self, *, viewer: Viewer, text: str, language: str, limit: int
    ) -> list[TitleSuggestion]:
        """Return things with a word in their title that begins as `text` ends."""
        typed = [token.text for token in analyse_plainly(text)]
        if not typed:
            return []
        scope = _scope(viewer)
        index = Index.current()
        languages = dict.fromkeys((field_language(language), *index.fields.languages))
        answer = index.ask(titles_body(text, languages, scope, limit=limit))
        return [
            TitleSuggestion(record=record, text=title, language=code)
            for record in _seen(viewer, answer)[:limit]
            for code, title in [_title_with(record, typed, language)]
        ]

    def did_you_mean(self, *, text: str, language: str) -> str:  # noqa: ARG002
        """Return `text` with misspelt words replaced by words of public records, or ""."""
        hidden = narrowed_records()
        return corrected_text(text, ask=Index.current().ask, hidden=hidden)

    def trial(self) -> AbstractContextManager[TrialIndex]:
        """Open a temporary index that ranks as the site does."""
        return open_trial()


def _scope(viewer: Viewer) -> Scope:
    """Return what the viewer may know; read before Elasticsearch is asked."""
    return Scope(keys=viewer.keys, hidden=narrowed_records())


def _as_written(request: SearchRequest, index: Index) -> Parts:
    text = request.query.text if request.query.has_text else ""
    return ranked(
        request.query, language=request.language, fields=index.fields, concepts=_named(text)
    )


def _named(text: str) -> Concepts:
    """Return the concepts that the text names; a text that is a label asks for its carriers."""
    match = match_whole(text)
    weight = WHOLE_CONCEPT if match.is_whole else CONCEPT
    return Concepts(with_narrower(match.terms), weight) if match.terms else NO_CONCEPTS


def _relaxed(request: SearchRequest, index: Index) -> Parts:
    return similar_spelling(request.query, language=request.language, fields=index.fields)


def _may_relax(request: SearchRequest) -> bool:
    """Whether spelling may be relaxed: never for an alert, which is told what it asked for."""
    return request.query.has_text and request.changed_after is None


def _respond(
    request: SearchRequest, parts: Parts, scope: Scope, index: Index, *, marked: str = ""
) -> SearchResponse:
    body = search_body(request, parts, scope)
    answer = index.ask(body)
    found = answers.found_records(answer)
    records, dropped = _read_again(request, list(found))
    uncounted = answers.uncounted_facets(answer)
    sizes = index.ask(cardinality_body(request, body["query"], uncounted)) if uncounted else None
    languages = (request.language, *index.fields.languages)
    wanted = wanted_tokens(request.query, languages) | wanted_tokens(parse(marked), languages)
    shown = {number: records[number] for number in found if number in records}
    chosen = {number: answers.passages(found[number]) for number in shown}
    return SearchResponse(
        hits=make_hits(
            [(record, found[number]["_score"] or 0.0) for number, record in shown.items()],
            language=request.language,
            wanted=wanted,
            passages=passage_hits(shown, chosen, wanted),
        ),
        total=answer["hits"]["total"]["value"] - dropped,
        facets=answers.facets(answer, request.filters, sizes),
        page=request.page,
        size=request.size,
    )


def _read_again(request: SearchRequest, found: list[int]) -> tuple[dict[int, Record], int]:
    """Return the page's records that the database shows, and how many hits it hid.

    The hits asked for in reserve are read only where one of the page was hidden.
    """
    visible = Record.objects.visible_to(request.viewer).for_hits()
    page, reserve = found[: request.size], found[request.size :]
    records = visible.in_bulk(page)
    dropped = len(page) - len(records)
    if dropped and reserve:
        others = visible.in_bulk(reserve)
        dropped += len(reserve) - len(others)
        left = [number for number in reserve if number in others]
        records |= {number: others[number] for number in left[: request.size - len(records)]}
    return records, _count_dropped(dropped)


def _scan(request: SearchRequest, parts: Parts, pit: str) -> Iterator[Record]:
    after: list[Any] | None = None
    while True:
        viewer = request.viewer.renewed()
        body = scan_body(request, parts, _scope(viewer), size=SCAN_BATCH)
        body["pit"] = {"id": pit, "keep_alive": KEPT_OPEN}
        if after is not None:
            body["search_after"] = after
        answer = client().options(request_timeout=SCAN_SECONDS).search(
            body=body, allow_partial_search_results=False
        ).body  # fmt: skip
        if answer["timed_out"]:
            raise EngineUnavailableError("Elasticsearch did not finish in time")
        yield from _seen(viewer, answer)
        hits = answer["hits"]["hits"]
        if len(hits) < SCAN_BATCH:
            return
        after = hits[-1]["sort"]


def _seen(viewer: Viewer, answer: Mapping[str, Any]) -> list[Record]:
    """Return the found records that the database shows the viewer, in their order."""
    found = answers.found_records(answer)
    records = Record.objects.visible_to(viewer).in_bulk(found)
    _count_dropped(len(found) - len(records))
    return [records[number] for number in found if number in records]


def _count_dropped(number: int) -> int:
    """Tell operators of hits that the database did not show: the index is behind."""
    if number:
        logger.warning("The database hid %d hits of Elasticsearch.", number)
    return number


def _title_with(record: Record, typed: list[str], language: str) -> tuple[str, str]:
    """Return (language, title) of the title that has what was typed, the reader's first."""
    for code in dict.fromkeys((language, record.default_language, *record.titles)):
        title = str(record.titles.get(code, ""))
        words = [token.text for token in analyse_plainly(title)]
        if all(any(word.startswith(beginning) for word in words) for beginning in typed):
            return code, title
    title, code = record.text_in("titles", language)
    return code, title
