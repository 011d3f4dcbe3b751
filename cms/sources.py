"""Which page of a translation family is the source (decision 0005)."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
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
    family = list(
        Page.objects.filter(translation_key=page.translation_key).select_related("locale")
    )
    locale_id = source_locale_ids([page.translation_key]).get(page.translation_key)
    return choose_source(family, locale_id) if family else page
