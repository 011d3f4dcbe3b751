"""Result pages: search over everything, the knowledge list, suggestions, more like this."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from records.models import Record
from records.presentation import present
from records.requests import ViewerRequest
from search import actions, counting, facet_panels, result_map, result_pages
from search.engines.base import DEFAULT_SIZE, SearchResponse
from search.engines.silent import UNAVAILABLE
from search.facets import FACETS
from search.people import may_export_people, people
from search.promotions import promoted
from search.result_lists import EVERYTHING, KNOWLEDGE, PEOPLE, ResultList
from search.state import CARDS, LONGEST_TEXT, MAP, ListState
from search.tabs import counts_of

MORE_SIMILAR = 12


class CountedResponse(HttpResponse):
    """A page that does something when it has been sent, so that nobody waits for it."""

    afterwards: Callable[[], None] | None = None

    def close(self) -> None:
        """End the response."""
        if self.afterwards is not None:
            self.afterwards()
        super().close()


@require_safe
def search_page(request: ViewerRequest) -> HttpResponse:
    """Search over everything the viewer may see."""
    return _result_page(request, EVERYTHING, "search/search_page.html")


@require_safe
def knowledge_list(request: ViewerRequest) -> HttpResponse:
    """List the knowledge base: the same page over the kinds of that group."""
    return _result_page(request, KNOWLEDGE, "search/knowledge_list.html")


@require_safe
def directory(request: ViewerRequest) -> HttpResponse:
    """List people and organizations: the same page, with rows or cards that show faces."""
    return _result_page(request, PEOPLE, "search/directory.html")


@require_safe
def suggest(request: ViewerRequest) -> HttpResponse:
    """Suggest titles and terms: a list of options, or JSON for those who ask."""
    suggestions = actions.suggest(
        viewer=request.viewer,
        text=request.GET.get("q", "")[:LONGEST_TEXT],
        language=_language(),
    )
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response: HttpResponse = JsonResponse({"suggestions": [_as_json(s) for s in suggestions]})
    else:
        response = render(request, "search/_suggestions.html", _suggested(suggestions))
    patch_vary_headers(response, ["Accept", "Cookie"])
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_safe
def similar(request: ViewerRequest, uid: str) -> HttpResponse:
    """List what is most like a record: a page, or the piece that the record's page asks for."""
    record = get_object_or_404(Record.objects.visible_to(request.viewer), uid=uid)
    language = _language()
    is_piece = bool(request.headers.get("HX-Request"))
    records = actions.similar(
        record=record,
        viewer=request.viewer,
        language=language,
        limit=actions.SIMILAR if is_piece else MORE_SIMILAR,
    )
    [card, *cards] = present([record, *records], language)
    template = "search/_similar.html" if is_piece else "search/similar_page.html"
    response = render(request, template, {"card": card, "cards": cards})
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response


def _result_page(request: ViewerRequest, shown: ResultList, template: str) -> HttpResponse:
    state = ListState.from_query(request.GET)
    language = _language()
    answer = actions.search(
        viewer=request.viewer,
        text=state.text,
        filters=shown.filters(state),
        sort=state.sort,
        page=state.page,
        size=1 if state.view == MAP else DEFAULT_SIZE,
        language=language,
    )
    context = _context(request, state, shown, answer)
    response = CountedResponse(render_to_string(template, context, request))
    text = "" if answer.notice == UNAVAILABLE else counting.counted_text(state, request.headers)
    if text:
        response.afterwards = partial(
            counting.count_search, text=text, language=language, found=bool(answer.total)
        )
    patch_vary_headers(response, ["Cookie"])
    return response


def _context(
    request: ViewerRequest, state: ListState, shown: ResultList, answer: SearchResponse
) -> dict[str, Any]:
    language = _language()
    counts = counts_of(answer.facets.get("kind"))
    kinds = state.kinds(shown.kinds)
    if kinds is not None:
        answer = result_pages.with_selected_kinds(answer, state.filters.get("kind", ()))
    promotions = []
    if state.is_plain and state.text:
        promotions = promoted(viewer=request.viewer, text=state.text, language=language)
    tabs = (
        result_pages.group_tabs(state, counts)
        if shown.kinds is None
        else result_pages.kind_tabs(state, counts, shown.kinds)
    )
    # First, because it looks up the labels of all: the rows then find theirs in memory.
    panels = facet_panels.panels(answer, language, kinds=kinds, hidden=shown.hidden)
    hits = result_pages.unpromoted(answer.hits, promotions)
    rows = result_pages.rows(hits, language)
    return {
        "state": state,
        "response": answer,
        "shown": shown,
        "list_name": shown.key,
        "tabs": tabs,
        "rows": rows,
        "people": people(rows, [hit.record for hit in hits], language)
        if shown.is_directory
        else [],
        "may_export": not shown.is_directory or may_export_people(request.user),
        "promotions": promotions,
        "panels": panels,
        "chips": result_pages.chips(state, language),
        "sort_choices": result_pages.sort_choices(state),
        "page_obj": result_pages.page_of(answer),
        "is_beyond": state.page > answer.pages > 0,
        "elsewhere": next((tab for tab in tabs[:1] if tab.count and not tab.is_current), None),
        "result_map": result_map.map_of(answer, state, language) if state.view == MAP else None,
        "carried": [(n, v) for n, v in (("tab", state.tab), ("view", state.view)) if v],
        "list_query": state.query_string(),
        "list_url": f"?{state.seen_as('').query_string()}",
        "cards_url": f"?{state.seen_as(CARDS).query_string()}",
        "map_url": f"?{state.seen_as(MAP).query_string()}",
        "did_you_mean_query": state.asking(answer.did_you_mean).query_string(),
        "unfiltered_query": state.unfiltered().query_string(),
    }


def _suggested(suggestions: list[actions.Suggestion]) -> dict[str, Any]:
    return {
        "titles": [item for item in suggestions if item.kind == actions.SuggestionKind.RECORD],
        "terms": [
            {
                "text": item.text,
                "language": item.language,
                "url": item.url,
                "facet_label": FACETS[item.facet].label,
            }
            for item in suggestions
            if item.kind == actions.SuggestionKind.TERM
        ],
    }


def _as_json(item: actions.Suggestion) -> dict[str, str]:
    return {"kind": item.kind, "text": item.text, "language": item.language, "url": item.url}


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
