"""Which page of a translation family is the source (decision 0005)."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from wagtail.models import Page
from wagtail_localize.models import TranslationSource


def source_locale_ids(keys: Iterable[UUID]) -> dict[UUID, int]:
    """Return the locale that each family is translated from, where that was recorded."""
    return dict(
        TranslationSource.objects.filter(object_id__in=list(keys)).values_list(
            "object_id", "locale_id"
        )
    )


def choose_source(pages: Iterable[Page], locale_id: int | None) -> Page:
    """Pick the source of one family: the recorded locale, the site's, then the oldest page."""
    return min(
        pages,
        key=lambda page: (
            page.locale_id != locale_id,
            page.locale.language_code != settings.LANGUAGE_CODE,
            page.pk,
        ),
    )


def source_page(page: Page) -> Page:
    """Return the source page of the family that `page` belongs to."""
    return sources_first(Page.objects.filter(translation_key=page.translation_key)).first() or page


def source_path() -> Subquery:
    """The path of a page's source page, to be read together with the page."""
    family = Page.objects.filter(translation_key=OuterRef("translation_key"))
    return Subquery(sources_first(family).values("path")[:1])


def sources_first(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Order pages of one family as `choose_source` does."""
    recorded = TranslationSource.objects.filter(object_id=OuterRef("translation_key"))
    is_recorded = When(locale_id=Subquery(recorded.values("locale_id")[:1]), then=Value(0))
    is_of_the_site = When(locale__language_code=settings.LANGUAGE_CODE, then=Value(0))
    return pages.order_by(
        Case(is_recorded, default=Value(1)), Case(is_of_the_site, default=Value(1)), "pk"
    )
