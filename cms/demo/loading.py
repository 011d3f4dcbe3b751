"""Loads the demonstration: pages, pictures, files and accounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from accounts.models import User
from cms.actions.site import set_up_site
from cms.demo.accounts import Account, create_accounts, give_rights
from cms.demo.content import OTHER_LANGUAGES, SOURCE_LANGUAGE, Item, item_of, items
from cms.demo.pages import Maker
from cms.demo.shelf import Shelf
from cms.demo.translations import record_translations
from cms.models import BasePage, HomePage
from records import projection
from records.registry import projector_for
from vocabularies.actions import load_shipped_vocabularies
from vocabularies.models import Scheme

BATCH = 100


class OccupiedError(Exception):
    """The site has pages of its own where the demonstration would go."""


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    accounts: list[Account] = field(default_factory=list)
    pages: int = 0
    translations: int = 0


@transaction.atomic
def load(*, today: date | None = None) -> Outcome:
    """Set up the site and create what is missing; what exists is left as it is.

    Events and news are dated from `today`, by default the day of loading.
    OccupiedError when the site's own pages stand in the way; then nothing is changed.
    """
    set_up_site()
    if not Scheme.objects.filter(key="countries").exists():
        load_shipped_vocabularies()
    outcome = Outcome(accounts=create_accounts())
    wanted = [item for item in items() if item.kind != "home"]
    present = set(
        Page.objects.filter(translation_key__in=[item.uid for item in wanted])
        .values_list("translation_key", flat=True)
        .distinct()
    )
    missing = [item for item in wanted if item.uid not in present]
    if missing:
        Loader(outcome, today or timezone.localdate()).run(missing)
        give_rights()
    return outcome


class Loader:
    """One run that creates pages."""

    def __init__(self, outcome: Outcome, today: date) -> None:
        self.outcome = outcome
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        owner = User.objects.filter(email="editor@example.org").first()
        self.maker = Maker(today=today, shelf=Shelf(), owner=owner)
        self.made: dict[tuple[str, str], BasePage] = {}

    def run(self, missing: Sequence[Item]) -> None:
        """Create the pages, then their cross-references, then their translations."""
        self.find_homes()
        self.check_free(missing)
        for item in missing:
            self.create(item, SOURCE_LANGUAGE)
        # A reference needs the record of what it cites, which may have come later.
        refresh(missing)
        for item in missing:
            for language in OTHER_LANGUAGES:
                if language in item.translations:
                    self.create(item, language)
        self.fill_homes()
        self.record_translations([item_of("home"), *missing])
        refresh(missing)

    def find_homes(self) -> None:
        """The home pages by language; those that are missing are made beside the first."""
        for home in HomePage.objects.select_related("locale"):
            self.made["home", home.locale.language_code] = home
        source = self.made["home", SOURCE_LANGUAGE]
        root = source.get_parent()
        for language in OTHER_LANGUAGES:
            if ("home", language) not in self.made:
                home = HomePage(
                    title=source.title,
                    slug=f"home-{language}",
                    locale=self.locales[language],
                    translation_key=source.translation_key,
                )
                root.add_child(instance=home)
                self.made["home", language] = home

    def check_free(self, missing: Iterable[Item]) -> None:
        """Refuse to load when a section's address is taken."""
        home = self.made["home", SOURCE_LANGUAGE]
        wanted = [item.slug for item in missing if item.parent == "home"]
        taken = home.get_children().filter(slug__in=wanted).values_list("slug", flat=True)
        if taken:
            names = ", ".join(f"/{slug}/" for slug in taken)
            raise OccupiedError(
                f"The site already has pages at {names}. Load the demonstration into a new site."
            )

    def create(self, item: Item, language: str) -> None:
        """Create the page of an item in one language below its parent."""
        parent = self.parent(item, language)
        page = self.maker.make(item, self.locales[language])
        parent.add_child(instance=page)
        self.made[item.key, language] = page
        self.outcome.pages += 1
        self.outcome.translations += language != SOURCE_LANGUAGE

    def parent(self, item: Item, language: str) -> BasePage:
        """The page above, made in this run or before."""
        key = (item.parent, language)
        if key not in self.made:
            self.made[key] = Page.objects.get(
                translation_key=item_of(item.parent).uid, locale=self.locales[language]
            ).specific
        return self.made[key]

    def fill_homes(self) -> None:
        """Give home pages that are still empty their words and pictures."""
        home = item_of("home")
        for language in (SOURCE_LANGUAGE, *OTHER_LANGUAGES):
            page = self.made["home", language]
            if not page.lead:
                self.maker.fill(page, home)
                page.save()

    def record_translations(self, missing: Iterable[Item]) -> None:
        """Tell wagtail-localize about the translations."""
        for item in missing:
            others = [
                self.made[item.key, language]
                for language in OTHER_LANGUAGES
                if (item.key, language) in self.made
            ]
            if others:
                source = self.made[item.key, SOURCE_LANGUAGE]
                record_translations(type(source).objects.get(pk=source.pk), others)


def refresh(created: Iterable[Item]) -> None:
    """Project the pages' records again, many at a time."""
    projector = projector_for(BasePage)
    if projector is None:
        raise projection.NoProjectorError("Pages have no projector.")
    uids = sorted(item.uid for item in created)
    for start in range(0, len(uids), BATCH):
        projection.refresh_uids(projector, uids[start : start + BATCH])
