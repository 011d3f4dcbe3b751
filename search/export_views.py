"""Result lists as files."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from records.requests import ViewerRequest
from search import actions
from search.exporting.formats import FORMATS
from search.exporting.results import Results
from search.result_lists import RESULT_LISTS
from search.state import ListState

LONGEST_NAME = 60


@require_safe
def export(request: ViewerRequest, place: str, extension: str) -> HttpResponseBase:
    """Answer with all results of a list, in its order, as the viewer may see them."""
    if extension not in FORMATS:
        raise Http404
    # The public function of allauth does not count reading.
    if not ratelimit.consume(
        request, app="allauth.account", action="search_export", limit_get=True
    ):
        refusal: HttpResponseBase = ratelimit.respond_429(request)
        return refusal
    chosen = FORMATS[extension]
    state = ListState.from_query(request.GET)
    language = get_language() or settings.LANGUAGE_CODE
    records = actions.scan(
        viewer=request.viewer,
        text=state.text,
        filters=RESULT_LISTS[place].filters(state),
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
