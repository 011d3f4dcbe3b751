"""Pages for tests, made as editors make them: in the tree, with a record.

`make_site()` gives the home page in English with a `Site`; every other function takes a
parent, or makes the index page that its type belongs under.
"""

import datetime
import io
import itertools
from typing import Any, TypeVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify
from PIL import Image as Picture
from wagtail.models import Locale, Page, Site

from cms.models import (
    BasePage,
    CaseStudy,
    CountryIndexPage,
    CountryPage,
    CustomDocument,
    CustomImage,
    EventIndexPage,
    EventPage,
    HomePage,
    KnowledgeIndexPage,
    NewsIndexPage,
    NewsPage,
    SectionPage,
    StandardPage,
    ThemeIndexPage,
    ThemePage,
)

PageType = TypeVar("PageType", bound=Page)
numbers = itertools.count(1)


def make_site() -> HomePage:
    """The English home page of the default site; the same one when called again."""
    home = HomePage.objects.filter(locale__language_code="en").first()
    if home:
        return home
    locale, _created = Locale.objects.get_or_create(language_code="en")
    root = Page.objects.filter(depth=1).first() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )
    root.get_children().delete()
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(instance=HomePage(title="Mangrove", slug="home", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def make_page(model: type[PageType], parent: Page | None = None, **fields: Any) -> PageType:
    """A live page below `parent` (the home page unless given)."""
    parent = parent or make_site()
    fields.setdefault("title", f"{model._meta.verbose_name} {next(numbers)}".capitalize())
    fields.setdefault("slug", slugify(fields["title"]) or f"page-{next(numbers)}")
    fields.setdefault("locale", parent.locale)
    return Page.objects.get(pk=parent.pk).add_child(instance=model(**fields))


def make_index(model: type[PageType], slug: str) -> PageType:
    """The one page of this type below the home page."""
    found = model.objects.filter(slug=slug, locale__language_code="en").first()
    return found or make_page(model, slug=slug, title=slug.capitalize())


def make_standard_page(parent: Page | None = None, **fields: Any) -> StandardPage:
    """A page of text."""
    return make_page(StandardPage, parent, **fields)


def make_section(parent: Page | None = None, **fields: Any) -> SectionPage:
    """A section."""
    return make_page(SectionPage, parent, **fields)


def make_news(**fields: Any) -> NewsPage:
    """A piece of news in the news list."""
    return make_page(NewsPage, make_index(NewsIndexPage, "news"), **fields)


def make_event(**fields: Any) -> EventPage:
    """An event in the calendar, on 3 March 2027 unless given."""
    fields.setdefault("start_date", datetime.date(2027, 3, 3))
    return make_page(EventPage, make_index(EventIndexPage, "events"), **fields)


def make_country(code: str = "FJ", **fields: Any) -> CountryPage:
    """The page of a country."""
    fields = {"title": code, "slug": code.lower(), "country": code} | fields
    return make_page(CountryPage, make_index(CountryIndexPage, "countries"), **fields)


def make_theme(**fields: Any) -> ThemePage:
    """A theme."""
    return make_page(ThemePage, make_index(ThemeIndexPage, "themes"), **fields)


def make_knowledge(model: type[PageType] = CaseStudy, **fields: Any) -> PageType:
    """A record of the knowledge base, a case study unless given."""
    return make_page(model, make_index(KnowledgeIndexPage, "knowledge"), **fields)


def make_translation(page: BasePage, language: str, *, live: bool = True, **fields: Any) -> Any:
    """The page in another language, with its ancestors; published unless `live` is false."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    copy = page.copy_for_translation(locale, copy_parents=True)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.live = live
    copy.has_unpublished_changes = not live
    copy.save()
    return copy


def make_image(**fields: Any) -> CustomImage:
    """A small green picture."""
    buffer = io.BytesIO()
    Picture.new("RGB", (960, 540), "#0f5c4d").save(buffer, "PNG")
    fields.setdefault("title", "Roots")
    file = SimpleUploadedFile(f"roots-{next(numbers)}.png", buffer.getvalue(), "image/png")
    return CustomImage.objects.create(file=file, width=960, height=540, **fields)


def make_document(**fields: Any) -> CustomDocument:
    """A small text file."""
    fields.setdefault("title", "Report")
    file = SimpleUploadedFile(f"report-{next(numbers)}.txt", b"Mangroves grow.", "text/plain")
    return CustomDocument.objects.create(file=file, file_size=15, **fields)
