"""Result lists as files. People leave in them only with who may take them (decision 0114)."""

from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import authenticated_user
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.disclosures import note_disclosure
from experts.kinds import EXPERT
from records.requests import ViewerRequest
from search import actions
from search.exporting.formats import FORMATS
from search.exporting.results import EXPORT_LIMIT, Results
from search.people import may_export_people, without_people
from search.result_lists import RESULT_LISTS, ResultList
from search.state import ListState

LONGEST_NAME = 60
TABLES = frozenset({"csv", "xlsx"})


@require_safe
def export(request: ViewerRequest, place: str, extension: str) -> HttpResponseBase:
    """Answer with all results of a list, in its order, as the viewer may see them."""
    shown = RESULT_LISTS[place]
    if extension not in FORMATS or (shown.is_directory and extension not in TABLES):
        raise Http404
    if shown.is_directory and not may_export_people(request.user):
        raise PermissionDenied
    # The public function of allauth does not count reading.
    if not ratelimit.consume(
        request, app="allauth.account", action="search_export", limit_get=True
    ):
        refusal: HttpResponseBase = ratelimit.respond_429(request)
        return refusal
    chosen = FORMATS[extension]
    state = ListState.from_query(request.GET)
    language = get_language() or settings.LANGUAGE_CODE
    with_people = _has_people(shown, state) and may_export_people(request.user)
    filters = shown.filters(state)
    if with_people:
        _note(request, shown, state, language)
    elif not shown.is_directory:
        filters = without_people(filters)
    records = actions.scan(
        viewer=request.viewer,
        text=state.text,
        filters=filters,
        sort=state.sort,
        language=language,
    )
    pieces = iter(()) if request.method == "HEAD" else chosen.write(Results(records), language)
    response = StreamingHttpResponse(pieces, content_type=chosen.content_type)
    name = slugify(state.text)[:LONGEST_NAME].strip("-")
    filename = f"{'-'.join(filter(None, (place, name)))}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["Cookie"])
    return response


def _has_people(shown: ResultList, state: ListState) -> bool:
    kinds = shown.filters(state).get("kind")
    return kinds is None or EXPERT in kinds


def _note(request: ViewerRequest, shown: ResultList, state: ListState, language: str) -> None:
    """Write down who takes how many people out, before the first of them leaves."""
    answer = actions.search(
        viewer=request.viewer,
        text=state.text,
        filters={**shown.filters(state), "kind": (EXPERT,)},
        size=1,
        language=language,
    )
    if answer.total and request.method != "HEAD":
        note_disclosure(
            actor=authenticated_user(request),
            what="directory" if shown.is_directory else "search results",
            rows=min(answer.total, EXPORT_LIMIT),
            detail=state.query_string(),
        )
