"""What the doors call: one function per question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from records.audiences import Viewer
from records.models import Record
from records.presentation import url_for
from search.engines.base import DEFAULT_SIZE, SearchRequest, SearchResponse, Sort
from search.engines.current import current_engine
from search.facets import resolve
from search.query import clean, parse
from search.term_suggestions import suggest_terms

MAX_SIZE = 200
MAX_PAGE = 1000
SUGGESTIONS = 8
SIMILAR = 6
SHORTEST_SUGGESTED = 2


class SuggestionKind(StrEnum):
    """What a suggestion leads to: one thing, or a list of all that carries a term."""

    RECORD = "record"
    TERM = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A line under the search box. `text` is in `language`; `uid` is set for records."""

    kind: SuggestionKind
    text: str
    language: str
    url: str
    uid: UUID | None = None
    facet: str = ""
    value: str = ""


def search(
    *,
    viewer: Viewer,
    text: str = "",
    filters: Mapping[str, tuple[str, ...]] | None = None,
    sort: str = "",
    page: int = 1,
    size: int = DEFAULT_SIZE,
    language: str,
) -> SearchResponse:
    """Return one page of results. An unknown sort means relevance; nothing typed, newest."""
    request = request_for(viewer=viewer, text=text, filters=filters, sort=sort, language=language)
    return current_engine().search(
        replace(request, page=min(max(page, 1), MAX_PAGE), size=min(max(size, 1), MAX_SIZE))
    )


def scan(
    *,
    viewer: Viewer,
    text: str = "",
    filters: Mapping[str, tuple[str, ...]] | None = None,
    sort: str = "",
    language: str,
) -> Iterator[Record]:
    """Yield all results in the order of the list, without end: the caller says when to stop."""
    return current_engine().scan(
        request_for(viewer=viewer, text=text, filters=filters, sort=sort, language=language)
    )


def request_for(
    *,
    viewer: Viewer,
    text: str,
    filters: Mapping[str, tuple[str, ...]] | None,
    sort: str,
    language: str,
) -> SearchRequest:
    """Return what engines are asked. Fields in the text narrow as chosen facets do.

    A kind in the text never widens the kinds that a list is made of.
    """
    query = parse(text)
    chosen = {key: tuple(values) for key, values in (filters or {}).items()}
    if kinds := {resolve("kind", value) for facet, value in query.fields if facet == "kind"}:
        chosen["kind"] = tuple(sorted(kinds.intersection(chosen.get("kind", kinds)))) or ("",)
    for facet, value in query.fields:
        if facet == "kind":
            continue
        chosen[facet] = tuple(dict.fromkeys((*chosen.get(facet, ()), resolve(facet, value))))
    return SearchRequest(
        query=query,
        viewer=viewer,
        language=language,
        filters=chosen,
        sort=_sort(sort, has_text=query.has_text),
    )


def similar(*, record: Record, viewer: Viewer, language: str, limit: int = SIMILAR) -> list[Record]:
    """Return visible things most like this one, best first, without itself."""
    return current_engine().similar(record, viewer=viewer, language=language, limit=limit)


def suggest(
    *, viewer: Viewer, text: str, language: str, limit: int = SUGGESTIONS
) -> list[Suggestion]:
    """Return visible things whose title, then terms whose label, begins with the text."""
    typed = clean(text)
    if len(typed) < SHORTEST_SUGGESTED:
        return []
    titles = current_engine().suggest_titles(
        viewer=viewer, text=typed, language=language, limit=limit
    )
    terms = suggest_terms(viewer=viewer, text=typed, language=language, limit=limit)
    kept = titles[: max(limit - min(len(terms), limit // 2), 0)]
    return [
        *(
            Suggestion(
                kind=SuggestionKind.RECORD,
                text=title.text,
                language=title.language,
                url=url_for(title.record, language),
                uid=title.record.uid,
            )
            for title in kept
        ),
        *(
            Suggestion(
                kind=SuggestionKind.TERM,
                text=term.text,
                language=term.language,
                url=f"{reverse('search:search')}?{urlencode({term.facet: term.value})}",
                facet=term.facet,
                value=term.value,
            )
            for term in terms[: limit - len(kept)]
        ),
    ]


def did_you_mean(*, text: str, language: str) -> str:
    """Return a better spelling made of public words, or ""."""
    return current_engine().did_you_mean(text=clean(text), language=language)


def _sort(name: str, *, has_text: bool) -> Sort:
    chosen = Sort(name) if name in set(Sort) else Sort.RELEVANCE
    return Sort.NEWEST if chosen is Sort.RELEVANCE and not has_text else chosen
