"""Keeping the page trees of all languages in the same shape.

wagtail-localize makes translations below the translation of the source's parent. A page
that was moved in one language only stays where it is, and adding a language later fails
(wagtail-localize issue 906).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from cms.families import families


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A translation that does not hang below its source's parent in its language.

    `parent` is where it belongs; None when the parent is not translated.
    """

    page: Page
    parent: Page | None

    def __str__(self) -> str:
        place = self.parent.url_path if self.parent else "an untranslated parent"
        return f"{self.page.url_path} belongs below {place}"


def misplaced_pages() -> list[Misplaced]:
    """Every translation whose place disagrees with its source. Three queries."""
    keys = Page.objects.filter(depth__gt=2).values_list("translation_key", flat=True)
    by_path = dict(Page.objects.filter(depth__gt=1).values_list("path", "translation_key"))
    by_family = {
        (page.translation_key, page.locale_id): page for page in Page.objects.filter(depth__gt=1)
    }
    found = []
    for source, *translations in families(set(keys)).values():
        wanted = parent_key(source, by_path)
        for page in translations:
            if parent_key(page, by_path) != wanted:
                parent = by_family.get((wanted, page.locale_id)) if wanted else None
                found.append(Misplaced(page, parent))
    return sorted(found, key=lambda item: item.page.path)


def parent_key(page: Page, by_path: dict[str, UUID]) -> UUID | None:
    """The family of the page's parent."""
    return by_path.get(page.path[: -Page.steplen])


@transaction.atomic
def repair_trees(items: Iterable[Misplaced]) -> list[Page]:
    """Move what can be moved to where it belongs; returns the moved pages."""
    moved = []
    for item in items:
        if item.parent is None:
            continue
        page = Page.objects.get(pk=item.page.pk).specific
        page.move(Page.objects.get(pk=item.parent.pk), pos="last-child")
        moved.append(page)
    return moved
