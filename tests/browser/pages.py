"""The kinds of pages that are looked at."""

from collections.abc import Iterator

from tests.browser.conftest import LANGUAGES, Site

VIEWS = {
    "home": "/en/",
    "search": "/en/search/?q=island",
    "search without results": "/en/search/?q=qwertzuiop",
    "search with filters": "/en/search/?q=reef&country=PW&topic=CBD-SUBJECT-MAR&tab=knowledge",
    "search as a map": "/en/search/?q=reef&view=map",
    "search behind the end": "/en/search/?q=reef&page=99",
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
WITH_MAP = {"home", "countries", "country", "search as a map"}
LISTS = {
    "search",
    "search without results",
    "search with filters",
    "search behind the end",
    "knowledge",
    "vocabularies",
    "vocabulary",
    "section",
}


def path_of(site: Site, page: str) -> str:
    """The English path of a kind of page."""
    return VIEWS.get(page) or site.pages[page]


def combinations() -> Iterator[tuple[str, str]]:
    """Every kind of page in every language."""
    for page in (*VIEWS, *RECORD_KINDS):
        for language in LANGUAGES:
            yield page, language
