"""Files that the site draws itself: its colours and its patterns."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.models import Branding
from cms.motif import draw

YEAR = 365 * 24 * 3600
# A picture cannot run anything; its own style rules follow the reader's light or dark.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
KIND_LENGTH = 40


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def motif(_request: HttpRequest, kind: str, seed: str) -> HttpResponse:
    """Draw the pattern of a kind and seed. The same address is always the same picture."""
    if len(kind) > KIND_LENGTH:
        raise Http404
    body = render_to_string("chrome/motif.svg", {"drawing": draw(kind, seed)})
    return HttpResponse(
        body,
        content_type="image/svg+xml",
        headers={"Content-Security-Policy": PICTURE_POLICY, "X-Content-Type-Options": "nosniff"},
    )


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def branding(request: HttpRequest, version: str) -> HttpResponse:
    """The colours of the site as CSS. The version in the address changes with them."""
    site = Site.find_for_request(request)
    colours = Branding.for_site(site) if site else None
    if colours is None or colours.version != version:
        raise Http404
    body = render_to_string(
        "chrome/branding.css",
        {"light": colours.chosen("light").items(), "dark": colours.chosen("dark").items()},
    )
    return HttpResponse(body, content_type="text/css; charset=utf-8")
