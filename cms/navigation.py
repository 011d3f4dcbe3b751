"""Where a reader is and where they can go: menu, footer, breadcrumbs, other languages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_info, gettext as _
from wagtail.models import Page, Site

MENU_LENGTH = 5
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


@dataclass(frozen=True, slots=True)
class Navigation:
    """The site's name, the five sections and the links of the footer."""

    name: str
    sections: tuple[Link, ...]
    footer: tuple[Link, ...]


def navigation(request: HttpRequest) -> Navigation:
    """Read the menu and the footer of the request's site in the active language."""
    pages = top_pages(request)
    sections_of_site = [page for page in pages if page.slug not in FOOTER_SLUGS]
    shown = [page for page in pages if page.show_in_menus] or sections_of_site
    footer = [page for slug in FOOTER_SLUGS for page in pages if page.slug == slug]
    sections = tuple(page_link(request, page) for page in shown[:MENU_LENGTH]) or default_sections(
        request
    )
    return Navigation(
        site_name(request), sections, tuple(page_link(request, page) for page in footer)
    )


def site_name(request: HttpRequest) -> str:
    """The name that the site was given in the admin, or the one in the settings."""
    site = Site.find_for_request(request)
    return str((site and site.site_name) or settings.WAGTAIL_SITE_NAME)


def top_pages(request: HttpRequest) -> list[Page]:
    """The public pages near the front page, each once, in the active language if it exists.

    Order is that of the site's own front page.
    """
    site = Site.find_for_request(request)
    if site is None:
        return []
    root = site.root_page
    language = active_language()
    homes = Page.objects.filter(translation_key=root.translation_key, depth=root.depth)
    paths = dict(homes.values_list("path", "locale__language_code"))
    children = (
        Page.objects.filter(live=True)
        .filter(Q(depth=root.depth + 1) | Q(depth=root.depth + 2, slug__in=FOOTER_SLUGS))
        .filter(locale__language_code__in={language, paths.get(root.path, "en")})
        .public()
        .select_related("locale")
        .order_by("path")
    )
    ours = [page for page in children if page.path[: len(root.path)] in paths]
    translated = {
        page.translation_key: page for page in ours if page.locale.language_code == language
    }
    originals = [page for page in ours if page.path.startswith(root.path)]
    known = {page.translation_key for page in originals}
    local = [page for page in translated.values() if page.translation_key not in known]
    return [translated.get(page.translation_key, page) for page in originals] + local


def page_link(request: HttpRequest, page: Page) -> Link:
    """A link to the page that keeps the reader's language."""
    language = active_language()
    own = page.locale.language_code
    url = swap_language(page.get_url(request) or "", language)
    return Link(
        title=page.title,
        url=url,
        is_current=bool(url) and request.path.startswith(url),
        language="" if own == language else own,
    )


def default_sections(request: HttpRequest) -> tuple[Link, ...]:
    """What a site without menu pages offers."""
    doors = (
        (_("Knowledge"), "search:knowledge"),
        (_("Vocabularies"), "vocabularies:scheme_list"),
    )
    links = ((title, reverse_or_empty(name)) for title, name in doors)
    return tuple(
        Link(title, url, is_current=request.path.startswith(url)) for title, url in links if url
    )


def language_links(request: HttpRequest, page: Page | None) -> list[LanguageLink]:
    """The reader's page in each language of the site.

    A page that is not translated keeps its address under the other prefix, where the text
    that exists is shown with a notice (decision 0006); a view keeps path and query.
    """
    current = active_language()
    translations = translation_urls(request, page)
    return [
        LanguageLink(
            code=code,
            name=name,
            url=translations.get(code) or swap_language(request.get_full_path(), code),
            is_current=code == current,
            exists=page is None or code in translations,
        )
        for code, name in settings.LANGUAGES
    ]


def translation_urls(request: HttpRequest, page: Page | None) -> dict[str, str]:
    """The addresses of the page's live translations by language, its own included."""
    if page is None or not page.pk:
        return {}
    family = (
        Page.objects.filter(translation_key=page.translation_key, live=True)
        .select_related("locale")
        .defer_streamfields()
    )
    urls = {each.locale.language_code: each.get_url(request) for each in family}
    return {code: url for code, url in urls.items() if url}


def swap_language(path: str, language: str) -> str:
    """Replace the language prefix of a path of this site; other paths stay as they are."""
    for code, _name in settings.LANGUAGES:
        prefix = f"/{code}/"
        if path.startswith(prefix):
            return f"/{language}/{path.removeprefix(prefix)}"
    return path


def breadcrumbs(request: HttpRequest, page: Page) -> list[Link]:
    """The way from the front page to `page`, without `page` itself."""
    site = Site.find_for_request(request)
    if site is None or page.depth <= site.root_page.depth:
        return []
    above = page.get_ancestors().filter(depth__gte=site.root_page.depth, live=True)
    return [page_link(request, each) for each in above.public().select_related("locale")]


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
