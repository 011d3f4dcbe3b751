"""Where a reader is and where they can go: menu, footer, breadcrumbs, other languages.

The whole frame of a page is read with two queries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext as _,
    gettext_lazy,
    override,
)
from wagtail.models import Page, Site

from cms.restrictions import Restrictions, restrictions_in

MENU_LENGTH = 5
# A label and the name of an address.
Door = tuple[str | Promise, str]
# The directory is no page of the tree: it stands after the sections that editors chose.
PEOPLE: Door = (gettext_lazy("Experts"), "search:experts")
# Pages that the footer links to when they exist below the front page, one or two levels.
FOOTER_SLUGS = ("about", "contact", "accessibility", "privacy")


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the site's frame. `language` is set when it differs from the page's."""

    title: str
    url: str
    is_current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language, under that language's own name."""

    code: str
    name: str
    url: str
    is_current: bool
    exists: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the content of every page."""

    name: str
    sections: tuple[Link, ...]
    footer: tuple[Link, ...]
    breadcrumbs: tuple[Link, ...]
    languages: tuple[LanguageLink, ...]


def frame_of(request: HttpRequest, page: Page | None) -> Frame:
    """Read the frame around a page, or around a view when there is no page."""
    site = Site.find_for_request(request)
    pages = pages_around(site.root_page, page) if site else []
    homes = home_paths(site.root_page, pages) if site else {}
    addresses = {each.pk: address_of(request, each, homes) for each in pages}
    for each in pages:
        if page is not None and each.pk == page.pk:
            page.locale = each.locale  # Read already; templates ask for it.
    public = public_pages(site.root_page, pages, restrictions_in(request)) if site else []
    top = top_pages(site.root_page, public) if site else []
    sections = [each for each in top if each.slug not in FOOTER_SLUGS]
    shown = [each for each in top if each.show_in_menus] or sections
    links = tuple(page_link(request, each, addresses) for each in shown[:MENU_LENGTH])
    return Frame(
        name=str((site and site.site_name) or settings.WAGTAIL_SITE_NAME),
        sections=(*links, *doors_of(request, PEOPLE)) if links else default_sections(request),
        footer=tuple(
            page_link(request, each, addresses)
            for slug in FOOTER_SLUGS
            for each in top
            if each.slug == slug
        ),
        breadcrumbs=breadcrumbs(request, page, public, addresses),
        languages=language_links(request, page, pages, addresses),
    )


def pages_around(root: Page, page: Page | None) -> list[Page]:
    """The live pages of the frame: home pages, what is near them, ancestors, translations."""
    wanted = Q(depth=root.depth, translation_key=root.translation_key) | Q(depth=root.depth + 1)
    wanted |= Q(depth=root.depth + 2, slug__in=FOOTER_SLUGS)
    if page is not None and page.pk:
        wanted |= Q(translation_key=page.translation_key)
        wanted |= Q(path__in=ancestor_paths(page, root.depth))
    return list(
        Page.objects.filter(wanted, live=True, depth__gte=root.depth)
        .select_related("locale")
        .order_by("path")
    )


def public_pages(root: Page, pages: list[Page], restrictions: Restrictions) -> list[Page]:
    """The pages under no restriction of their own or of their original."""
    hidden = {page.pk for page in pages if restrictions.over(page.path)}
    families = {
        page.translation_key
        for page in pages
        if page.pk in hidden and page.path.startswith(root.path)
    }
    return [
        page for page in pages if page.pk not in hidden and page.translation_key not in families
    ]


def ancestor_paths(page: Page, depth: int) -> list[str]:
    """The paths of the pages above a page, down from this depth."""
    return [page.path[: Page.steplen * level] for level in range(depth, page.depth)]


def home_paths(root: Page, pages: Iterable[Page]) -> dict[str, Page]:
    """The home page of each language by its path in the tree."""
    return {page.path: page for page in pages if page.translation_key == root.translation_key}


def address_of(request: HttpRequest, page: Page, homes: Mapping[str, Page]) -> str:
    """The address of a page; no look-up of the site's roots when its home page is known."""
    home = next((homes[path] for path in homes if page.path.startswith(path)), None)
    if home is None:
        return page.get_url(request) or ""
    with override(home.locale.language_code):
        return reverse("wagtail_serve", args=[page.url_path.removeprefix(home.url_path)])


def top_pages(root: Page, pages: Iterable[Page]) -> list[Page]:
    """Pages near the front page, each once, in the active language if it exists.

    Order is that of the site's own front page.
    """
    homes = tuple(page.path for page in pages if page.translation_key == root.translation_key)
    near = [
        page
        for page in pages
        if page.path.startswith(homes)
        and (
            page.depth == root.depth + 1
            or (page.depth == root.depth + 2 and page.slug in FOOTER_SLUGS)
        )
    ]
    language = active_language()
    translated = {
        page.translation_key: page for page in near if page.locale.language_code == language
    }
    originals = [page for page in near if page.path.startswith(root.path)]
    known = {page.translation_key for page in originals}
    local = [page for page in translated.values() if page.translation_key not in known]
    return [translated.get(page.translation_key, page) for page in originals] + local


def page_link(request: HttpRequest, page: Page, addresses: Mapping[int, str]) -> Link:
    """A link to the page that keeps the reader's language."""
    language = active_language()
    own = page.locale.language_code
    url = swap_language(addresses[page.pk], language)
    return Link(
        title=page.title,
        url=url,
        is_current=bool(url) and request.path.startswith(url),
        language="" if own == language else own,
    )


def default_sections(request: HttpRequest) -> tuple[Link, ...]:
    """What a site without pages offers."""
    knowledge = (_("Knowledge"), "search:knowledge")
    return doors_of(request, knowledge, PEOPLE, (_("Vocabularies"), "vocabularies:scheme_list"))


def doors_of(request: HttpRequest, *doors: Door) -> tuple[Link, ...]:
    """Links to pages of other rooms, as far as they are there."""
    links = ((title, reverse_or_empty(name)) for title, name in doors)
    return tuple(
        Link(str(title), url, is_current=request.path.startswith(url))
        for title, url in links
        if url
    )


def breadcrumbs(
    request: HttpRequest,
    page: Page | None,
    public: Iterable[Page],
    addresses: Mapping[int, str],
) -> tuple[Link, ...]:
    """The way from the front page to `page`, without `page` itself."""
    site = Site.find_for_request(request)
    if page is None or site is None:
        return ()
    above = set(ancestor_paths(page, site.root_page.depth))
    return tuple(page_link(request, each, addresses) for each in public if each.path in above)


def language_links(
    request: HttpRequest,
    page: Page | None,
    pages: Iterable[Page],
    addresses: Mapping[int, str],
) -> tuple[LanguageLink, ...]:
    """The reader's page in each language of the site.

    A page that is not translated keeps its address under the other prefix, where the text
    that exists is shown with a notice (decision 0006); a view keeps path and query.
    """
    current = active_language()
    found = {
        each.locale.language_code: addresses[each.pk]
        for each in pages
        if page is not None and each.translation_key == page.translation_key
    }
    # An alias is a copy of a page in another language: an address, no translation.
    written = {
        each.locale.language_code
        for each in pages
        if page is not None
        and each.translation_key == page.translation_key
        and each.alias_of_id is None
    }
    return tuple(
        LanguageLink(
            code=code,
            name=str(name),
            url=found.get(code) or swap_language(request.get_full_path(), code),
            is_current=code == current,
            exists=page is None or code in written,
        )
        for code, name in settings.LANGUAGES
    )


def swap_language(path: str, language: str) -> str:
    """Replace the language prefix of a path of this site; other paths stay as they are."""
    for code, _name in settings.LANGUAGES:
        prefix = f"/{code}/"
        if path.startswith(prefix):
            return f"/{language}/{path.removeprefix(prefix)}"
    return path


def home_url(language: str | None = None) -> str:
    """The front page of a language."""
    return f"/{language or active_language()}/"


def reverse_or_empty(name: str, arguments: Iterable[object] = ()) -> str:
    """The address of a view, or "" when its room is not installed."""
    try:
        return reverse(name, args=list(arguments))
    except NoReverseMatch:
        return ""


def active_language() -> str:
    """The language that the page is written in."""
    return get_language() or settings.LANGUAGE_CODE


def language_name(code: str) -> str:
    """A language's name in the reader's language; its code when Django does not know it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
