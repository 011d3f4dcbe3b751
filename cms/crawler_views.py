"""robots.txt and the site map."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms import sitemaps

HOUR = 3600
XML = "application/xml; charset=utf-8"


@require_safe
@cache_control(public=True, max_age=24 * HOUR)
def robots(_request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of the admin and out of endless lists of results."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        *(f"Disallow: /{code}/search/" for code, _name in settings.LANGUAGES),
        *(f"Disallow: /{code}/feedback/" for code, _name in settings.LANGUAGES),
        f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}{reverse('crawlers:sitemap_index')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=HOUR)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the site maps."""
    context = {
        "base": settings.WAGTAILADMIN_BASE_URL,
        "paths": [
            reverse("crawlers:sitemap", args=[number])
            for number in range(1, sitemaps.chunk_count() + 1)
        ],
    }
    return render(request, "cms/sitemap_index.xml", context, content_type=XML)


@require_safe
def sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """One site map. Not kept by caches: what was closed must be gone at once."""
    if not 1 <= number <= sitemaps.chunk_count():
        raise Http404
    context = {"base": settings.WAGTAILADMIN_BASE_URL, "entries": sitemaps.entries(number)}
    return render(request, "cms/sitemap.xml", context, content_type=XML)
