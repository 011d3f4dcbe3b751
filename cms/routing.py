"""Finding the page for a path, also when the reader's language has none (decision 0006)."""

from django.http import Http404, HttpRequest
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from cms.sources import source_path


def route_at_once(home: Page, path_components: list[str]) -> RouteResult:
    """Find a live page by its whole path: two queries however deep it lies.

    Wagtail's own way costs two queries a level; none of our page types routes otherwise.
    """
    page = (
        Page.objects.filter(
            slug=path_components[-1],
            depth=home.depth + len(path_components),
            path__startswith=home.path,
            url_path=f"{home.url_path}{'/'.join(path_components)}/",
            live=True,
        )
        .only("content_type")
        .first()
    )
    if page is None:
        raise Http404
    return RouteResult(with_picture(page))


def with_picture(page: Page) -> Page:
    """Read a page as its own type, together with its picture and its source's path."""
    model = page.specific_class
    if model is None or not hasattr(model, "image"):
        return page.specific
    found = (
        model.objects.filter(pk=page.pk)
        .select_related("image")
        .annotate(source_path=source_path())
        .first()
    )
    if found is None:
        raise Http404
    return found


def route_to_source(home: Page, request: HttpRequest, path_components: list[str]) -> RouteResult:
    """Route a path below a translated home page through the site's own language.

    Raises Http404 when the path is nobody's there either, or when `home` is already the
    site's own.
    """
    site = Site.find_for_request(request)
    original = site.root_page.specific if site else None
    if original is None or original.pk == home.pk or not path_components:
        raise Http404
    result = original.route(request, path_components)
    page = result[0]
    if page.get_translations().filter(locale_id=home.locale_id, live=True).exists():
        # The translation has another path: this one is not its address.
        raise Http404
    return RouteResult(*result)
