"""Feeds of a search."""

from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from records.audiences import Viewer
from records.models import Sequence
from records.requests import ViewerRequest
from search import actions
from search.engines.base import Sort
from search.feeds import FEEDS, Channel, etag_of, write_feed
from search.result_lists import RESULT_LISTS
from search.state import ListState

FEED_SIZE = 50


@require_safe
def feed(request: ViewerRequest, place: str, extension: str) -> HttpResponse:
    """Answer with the last changes of a search, whoever asks: what the public may see."""
    if extension not in FEEDS:
        raise Http404
    language = get_language() or settings.LANGUAGE_CODE
    state = ListState.from_query(request.GET)
    stamp = _last_change()
    response = actions.search(
        viewer=Viewer.anonymous(),
        text=state.text,
        filters=RESULT_LISTS[place].filters(state),
        sort=Sort.CHANGED,
        size=FEED_SIZE,
        language=language,
    )
    records = [] if response.similar else [hit.record for hit in response.hits]
    channel = _channel(request, place, state, language)
    etag = etag_of(channel, records)
    unchanged = get_conditional_response(request, etag=etag, last_modified=stamp)
    if unchanged is not None:
        return unchanged
    answer = HttpResponse(
        write_feed(extension, channel, records),
        content_type=f"application/{extension}+xml; charset=utf-8",
    )
    answer["ETag"] = etag
    if stamp:
        answer["Last-Modified"] = http_date(stamp)
    # A reader asks again each time: what was closed must be gone at once.
    patch_cache_control(answer, public=True, no_cache=True)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _last_change() -> int | None:
    """When anything last changed here: what went out of the feed counts as well."""
    stamp = Sequence.objects.values_list("last_datestamp", flat=True).first()
    return int(stamp.timestamp()) if stamp else None


def _channel(request: ViewerRequest, place: str, state: ListState, language: str) -> Channel:
    result_list = RESULT_LISTS[place]
    query = ListState(text=state.text, filters=state.filters).query_string()
    suffix = f"?{query}" if query else ""
    base = settings.WAGTAILADMIN_BASE_URL
    names = {"list": result_list.label, "site": settings.WAGTAIL_SITE_NAME, "text": state.text}
    title = _("%(list)s: %(text)s – %(site)s") if state.text else _("%(list)s – %(site)s")
    return Channel(
        title=title % names,
        description=_("What was published or changed last, for this search."),
        page_url=f"{base}{reverse(result_list.url_name)}{suffix}",
        feed_url=f"{base}{quote(request.path)}{suffix}",
        language=language,
    )
