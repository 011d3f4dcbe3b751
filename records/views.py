"""Doors to single records: the persistent identifier and the page of a harvested thing."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from records import citation, details
from records.data import Origin
from records.models import Record
from records.permissions import can_know_of_tombstone, can_view_record
from records.presentation import Text, present, url_for
from records.related import related_to
from records.representation import absolute, as_json, tombstone
from records.requests import ViewerRequest

JSON = "application/json"
GONE = 410
SEE_OTHER = 303


@require_safe
def identifier(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Answer `/id/{uuid}`: 303 to the page, or a representation by `Accept` or `format`.

    A record that is gone answers 410 with its tombstone; what may not be known, 404.
    """
    record = get_object_or_404(Record, uid=uid)
    if can_know_of_tombstone(request.viewer, record):
        response: HttpResponse = JsonResponse(tombstone(record), status=GONE)
    elif not can_view_record(request.viewer, record):
        raise Http404
    else:
        response = _represent(request, record)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    return response


def _represent(request: ViewerRequest, record: Record) -> HttpResponse:
    writers: dict[str, Callable[[Record, str], HttpResponse]] = {
        "json": _json_response, "ris": _ris_response, "bibtex": _bibtex_response,
    }  # fmt: skip
    wanted = request.GET.get("format", "")
    if wanted:
        if wanted not in writers:
            formats = ", ".join(writers)
            return JsonResponse({"error": f"Unknown format. Ask for: {formats}."}, status=400)
        return writers[wanted](record, _language())
    if request.get_preferred_type(["text/html", JSON]) == JSON:
        return _json_response(record, _language(), download=False)
    response = HttpResponseRedirect(url_for(record, _language()))
    response.status_code = SEE_OTHER
    return response


@require_safe
def record_detail(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Show a thing that has no page of its own here: a harvested one."""
    record = get_object_or_404(Record.objects.visible_to(request.viewer), uid=uid)
    language = _language()
    own_page = url_for(record, language)
    if own_page != request.path:
        return HttpResponseRedirect(own_page)
    text, text_language = record.text_in("texts", language)
    [card] = present([record], language)
    context = {
        "record": record,
        "card": card,
        "text": Text(text, text_language),
        "facts": details.key_facts(record, language),
        "tiles": details.tiles(record, language),
        "related": related_to(record, request.viewer, language),
        "citation": citation.citation_sentence(record, card.title.value, permanent_url(record)),
        "permanent_url": permanent_url(record),
        "is_harvested": record.origin == Origin.HARVESTED,
    }
    return render(request, "records/record_detail.html", context)


def permanent_url(record: Record) -> str:
    """The address that outlives titles, slugs and moves."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/id/{record.uid}"


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _json_response(record: Record, _language: str, *, download: bool = True) -> HttpResponse:
    response = JsonResponse(
        as_json(record, settings.WAGTAILADMIN_BASE_URL),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    return _attachment(response, record, "json") if download else response


def _ris_response(record: Record, language: str) -> HttpResponse:
    title, _title_language = record.text_in("titles", language)
    summary, _summary_language = record.text_in("summaries", language)
    body = citation.ris(record, title, summary, _page_address(record, language))
    response = HttpResponse(body, content_type="application/x-research-info-systems; charset=utf-8")
    return _attachment(response, record, "ris")


def _bibtex_response(record: Record, language: str) -> HttpResponse:
    title, _title_language = record.text_in("titles", language)
    body = citation.bibtex(record, title, _page_address(record, language))
    response = HttpResponse(body, content_type="application/x-bibtex; charset=utf-8")
    return _attachment(response, record, "bib")


def _page_address(record: Record, language: str) -> str:
    return absolute(url_for(record, language), settings.WAGTAILADMIN_BASE_URL)


def _attachment(response: HttpResponse, record: Record, extension: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{record.uid}.{extension}"'
    return response
