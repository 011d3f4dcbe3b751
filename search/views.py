"""Result pages: search over everything, the knowledge list, suggestions while typing."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from records import registry
from records.requests import ViewerRequest
from search import actions, result_pages
from search.state import LONGEST_TEXT, ListState

KNOWLEDGE = "knowledge"


@require_safe
def search_page(request: ViewerRequest) -> HttpResponse:
    """Search over everything the viewer may see."""
    state = ListState.from_query(request.GET)
    return _render(request, "search/search_page.html", _context(request, state))


@require_safe
def knowledge_list(request: ViewerRequest) -> HttpResponse:
    """List the knowledge base: the same page over the kinds of that group."""
    kinds = frozenset(kind.key for kind in registry.kinds(group=KNOWLEDGE))
    state = ListState.from_query(request.GET)
    return _render(request, "search/knowledge_list.html", _context(request, state, kinds))


@require_safe
def suggest(request: ViewerRequest) -> HttpResponse:
    """Suggest titles and terms: options for a datalist, or JSON for those who ask."""
    suggestions = actions.suggest(
        viewer=request.viewer,
        text=request.GET.get("q", "")[:LONGEST_TEXT],
        language=_language(),
    )
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response: HttpResponse = JsonResponse(
            {
                "suggestions": [
                    {
                        "kind": item.kind,
                        "text": item.text,
                        "language": item.language,
                        "url": item.url,
                    }
                    for item in suggestions
                ]
            }
        )
    else:
        response = render(request, "search/_suggestions.html", {"suggestions": suggestions})
    patch_vary_headers(response, ["Accept", "Cookie"])
    response["Cache-Control"] = "private, max-age=60"
    return response


def _context(
    request: ViewerRequest, state: ListState, kinds: frozenset[str] | None = None
) -> dict[str, Any]:
    language = _language()
    filters = dict(state.filters)
    if kinds is not None:
        wanted = kinds.intersection(filters.get("kind", kinds)) or kinds
        filters["kind"] = tuple(sorted(wanted))
    response = actions.search(
        viewer=request.viewer,
        text=state.text,
        filters=filters,
        sort=state.sort,
        page=state.page,
        language=language,
    )
    if kinds is not None:
        response = result_pages.with_selected_kinds(response, state.filters.get("kind", ()))
    return {
        "state": state,
        "response": response,
        "rows": result_pages.rows(response.hits, language),
        "panels": result_pages.panels(response, language, kinds=kinds),
        "chips": result_pages.chips(state, language),
        "sort_choices": result_pages.sort_choices(state),
        "page_obj": result_pages.page_of(response),
        "list_query": state.query_string(),
        "did_you_mean_query": state.asking(response.did_you_mean).query_string(),
        "unfiltered_query": state.unfiltered().query_string(),
    }


def _render(request: ViewerRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    patch_vary_headers(response, ["Cookie"])
    return response


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
