"""Makes pages of what the data files say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField
from wagtail.models import Locale

from accounts.models import User
from cms import models as cms
from cms.demo import prose
from cms.demo.content import Item, item_of, uid_of
from cms.demo.notices import FOCAL_POINT, INVENTED, NOTICE
from cms.demo.shelf import Shelf
from cms.models import BasePage

MODELS: Mapping[str, type[BasePage]] = {
    "home": cms.HomePage,
    "section": cms.SectionPage,
    "page": cms.StandardPage,
    "guidance": cms.GuidancePage,
    "news-index": cms.NewsIndexPage,
    "news": cms.NewsPage,
    "event-index": cms.EventIndexPage,
    "event": cms.EventPage,
    "country-index": cms.CountryIndexPage,
    "country": cms.CountryPage,
    "theme-index": cms.ThemeIndexPage,
    "theme": cms.ThemePage,
    "knowledge-index": cms.KnowledgeIndexPage,
    "decision": cms.Decision,
    "work-programme": cms.WorkProgramme,
    "national-target": cms.NationalTarget,
    "indicator": cms.Indicator,
    "activity": cms.ImplementationActivity,
    "project": cms.Project,
    "case-study": cms.CaseStudy,
    "best-practice": cms.BestPractice,
    "training-material": cms.TrainingMaterial,
    "reference-document": cms.ReferenceDocument,
    "online-source": cms.OnlineSource,
    "map": cms.MapPage,
    "multimedia": cms.Multimedia,
}
TERMS = {
    "targets": ("gbf_targets", "gbf-targets:GBF-TARGET-{:02d}"),
    "aichi": ("aichi_targets", "aichi-targets:AICHI-TARGET-{:02d}"),
    "sdgs": ("sdgs", "sdgs:SDG-GOAL-{:02d}"),
    "ecosystems": ("ecosystems", "ecosystems:{}"),
    "subjects": ("cbd_subjects", "cbd-subjects:{}"),
    "countries": ("countries", "countries:{}"),
    "resource_types": ("resource_types", "resource-types:{}"),
    "goals_of_framework": ("gbf_goals", "gbf-goals:GBF-GOAL-{}"),
}
ELSEWHERE = {"slug", "length"}
START_OF_WORK = time(9)
DAYS_BACK = 700  # what has no date was published on some day of the last two years


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes pages as of a day, with the pictures and files of a shelf."""

    today: date
    shelf: Shelf
    owner: User | None

    def make(self, item: Item, locale: Locale) -> BasePage:
        """Return a new, live page; it has no place in the tree yet."""
        page = MODELS[item.kind](
            slug=item.slug, translation_key=item.uid, locale=locale, live=True, owner=self.owner
        )
        self.fill(page, item)
        return page

    def fill(self, page: BasePage, item: Item) -> None:
        """Write what the item says into the page."""
        values = item.in_language(page.locale.language_code)
        page.image = self.shelf.picture_for(item)
        for name, value in values.items():
            self.set_value(page, item, name, value)
        if isinstance(page, cms.CountryPage):
            set_focal_points(page, item)
        if isinstance(page, cms.KnowledgePage) and not item.values.get("links"):
            page.relevant_information = NOTICE[page.locale.language_code]
        page.draft_title = page.title
        day = int(values.get("day", -(item.uid.int % DAYS_BACK)))
        published = min(timezone.now(), self.instant(day))
        page.first_published_at = page.last_published_at = published
        if isinstance(page, cms.KnowledgePage) and not page.published_at:
            page.published_at = published.date().isoformat()

    def set_value(self, page: BasePage, item: Item, name: str, value: Any) -> None:
        """Write one value of an item into the page's field."""
        special: dict[str, Callable[[], None]] = {
            "body": partial(self.set_body, page, item, value),
            "cites": partial(self.set_references, page, item, value),
            "organizations": partial(set_organizations, page, item, value),
            "blocks": partial(set_building_blocks, page, item, value),
            "files": partial(self.set_files, page, item, value),
            "links": partial(set_links, page, item, value),
            "themes": partial(set_themes, page, value),
            "featured": partial(set_featured, page, item, value),
            "day": partial(self.set_days, page, item, value),
        }
        if name in special:
            special[name]()
        elif name in TERMS:
            field, pattern = TERMS[name]
            setattr(page, field, [pattern.format(key) for key in value])
        elif name not in ELSEWHERE:
            set_plain(page, name, value)

    def set_body(self, page: BasePage, item: Item, text: str) -> None:
        """The text as blocks."""
        set_stream(page, "body", prose.blocks(text, item.uid, self.resolve))

    def set_references(self, page: BasePage, item: Item, keys: list[str]) -> None:
        """Cross-references by key."""
        found = [
            ("reference", {"relation": relation_to(key), "record": str(uid_of(key))})
            for key in keys
        ]
        if hasattr(page, "references"):
            set_stream(page, "references", prose.identified(item.uid, "references", found))

    def set_files(self, page: BasePage, item: Item, names: list[str]) -> None:
        """Files to download."""
        found = [("file", {"document": self.resolve("file", name), "title": ""}) for name in names]
        set_stream(page, "attachments", prose.identified(item.uid, "attachments", found))

    def set_days(self, page: BasePage, item: Item, day: int) -> None:
        """The date of news, or the first and last day of an event, from the day of loading."""
        first = self.today + timedelta(days=int(day))
        if isinstance(page, cms.EventPage):
            page.start_date = first
            page.end_date = first + timedelta(days=int(item.values.get("length", 1)) - 1)
        elif isinstance(page, cms.NewsPage):
            page.date = first
        else:
            page.published_at = first.isoformat()

    def instant(self, day: int) -> datetime:
        """Nine in the morning so many days from the day of loading."""
        return timezone.make_aware(
            datetime.combine(self.today + timedelta(days=day), START_OF_WORK)
        )

    def resolve(self, command: str, name: str) -> Any:
        """The identifier of a picture, a file or a record that a text names."""
        if command == "picture":
            kind, _space, number = name.partition(" ")
            return self.shelf.image(kind, int(number or 1) - 1).pk
        if command == "file":
            return self.shelf.document(name).pk
        return str(uid_of(name))


def relation_to(key: str) -> str:
    """How a page is related to the one it cites, by the prefix of its key."""
    prefixes = {"nt-": "supports", "dec-": "implements", "ind-": "related", "proj-": "part-of"}
    return next((name for start, name in prefixes.items() if key.startswith(start)), "related")


def set_stream(page: BasePage, name: str, raw: list[dict[str, Any]]) -> None:
    """Write raw blocks into a stream field."""
    field = page._meta.get_field(name)
    setattr(page, name, field.stream_block.to_python(raw))  # type: ignore[union-attr]


def set_plain(page: BasePage, name: str, value: Any) -> None:
    """Write a text, a number or a choice; prose becomes rich text where the field asks for it."""
    field = page._meta.get_field(name)
    if isinstance(field, RichTextField):
        value = prose.rich_text(value)
    elif isinstance(field, models.CharField | models.TextField):
        value = str(value)
    setattr(page, name, value)


def set_organizations(page: BasePage, item: Item, names: list[str]) -> None:
    """The first is responsible; all are named as those who made the record."""
    page.organization = names[0]
    found = [
        ("agent", {"name": name, "role": "creator" if number == 0 else "partner",
                   "orcid": "", "ror": ""})
        for number, name in enumerate(names)
    ]  # fmt: skip
    set_stream(page, "people", prose.identified(item.uid, "people", found))


def set_building_blocks(page: BasePage, item: Item, parts: list[dict[str, str]]) -> None:
    """The parts of a solution."""
    found = [
        ("building_block", {
            "title": part["title"], "description": part["how"],
            "enabling_factors": part.get("enabling", ""), "lessons": part.get("lessons", ""),
        })
        for part in parts
    ]  # fmt: skip
    set_stream(page, "building_blocks", prose.identified(item.uid, "building_blocks", found))


def set_links(page: BasePage, item: Item, links: list[dict[str, str]]) -> None:
    """Links to other sites."""
    found = [
        ("link", {"url": link["url"], "name": link["name"], "language": link.get("language", "")})
        for link in links
    ]
    set_stream(page, "links", prose.identified(item.uid, "links", found))


def set_themes(page: BasePage, keys: list[str]) -> None:
    """The subjects by which the theme pages find their records."""
    subjects = [subject for key in keys for subject in item_of(key).values["subjects"]]
    page.cbd_subjects = [TERMS["subjects"][1].format(subject) for subject in subjects]


def set_focal_points(page: cms.CountryPage, item: Item) -> None:
    """Whom to ask in a country: an invented person."""
    language = page.locale.language_code
    value = {
        "name": "Nia Atoll",
        "role": FOCAL_POINT[language],
        "organization": f"Mangrove ({INVENTED[language]})",
        "contact_url": "",
    }
    set_stream(
        page, "focal_points", prose.identified(item.uid, "focal_points", [("focal_point", value)])
    )


def set_featured(page: BasePage, item: Item, keys: list[str]) -> None:
    """Records in the middle of the front page."""
    found = [("record", str(uid_of(key))) for key in keys]
    set_stream(page, "featured", prose.identified(item.uid, "featured", found))
