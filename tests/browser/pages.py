"""The kinds of pages that are looked at."""

from collections.abc import Iterator

from tests.browser.conftest import LANGUAGES, Site

VIEWS = {
    "home": "/en/",
    "search": "/en/search/?q=island",
    "search without results": "/en/search/?q=qwertzuiop",
    "knowledge": "/en/knowledge/",
    "countries": "/en/countries/",
    "vocabularies": "/en/vocabularies/",
    "vocabulary": "/en/vocabularies/gbf-targets/",
    "term": "/en/vocabularies/countries/FJ/",
    "not found": "/en/there-is-no-such-page/",
    "sign in": "/accounts/login/",
    "sign up": "/accounts/signup/",
}
RECORD_KINDS = ("section", "page", "news", "event", "case-study", "country", "theme", "decision")
WITH_MAP = {"home", "countries", "country"}
LISTS = {"search", "search without results", "knowledge", "vocabularies", "vocabulary", "section"}


def path_of(site: Site, page: str) -> str:
    """The English path of a kind of page."""
    return VIEWS.get(page) or site.pages[page]


def combinations() -> Iterator[tuple[str, str]]:
    """Every kind of page in every language."""
    for page in (*VIEWS, *RECORD_KINDS):
        for language in LANGUAGES:
            yield page, language
