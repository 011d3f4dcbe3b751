"""Who reads a page, and in which language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from wagtail.models import Page

from records.audiences import Viewer
from records.models import Record
from records.querysets import RecordQuerySet
from vocabularies.labels import direction_of


@dataclass(frozen=True, slots=True)
class Reader:
    """The request with who asks and the language of the page's frame."""

    request: HttpRequest
    viewer: Viewer
    language: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Reader":
        """The reader of a request; a preview may have no viewer and shows the public's view."""
        viewer = getattr(request, "viewer", None) or Viewer.anonymous()
        return cls(request, viewer, get_language() or settings.LANGUAGE_CODE)

    def records(self) -> RecordQuerySet:
        """What the reader may see, without the long columns."""
        return Record.objects.visible_to(self.viewer).without_text()


@dataclass(frozen=True, slots=True)
class PageText:
    """The language that a page is written in. `is_fallback`: not the reader's."""

    language: str
    direction: str
    is_fallback: bool


def text_of(page: Page) -> PageText:
    """Say in which language the page is written; an alias repeats another page's text."""
    language = (page.alias_of or page).locale.language_code
    return PageText(language, direction_of(language), language != get_language())


def search_url(**parameters: str) -> str:
    """The search with these facets chosen."""
    return f"{reverse('search:search')}?{urlencode(parameters)}"
