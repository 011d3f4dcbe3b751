"""Translations that were asked for and could not be made.

wagtail-localize swallows the error when a translation cannot be saved
(`TranslationCreator.create_translations`), so nobody would hear of it: at best an
untranslated draft stays behind. A translation that was made has an entry in its log.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationLog


@dataclass(frozen=True, slots=True)
class Refused:
    """A translation that could not be made, with the reason."""

    title: str
    language: str
    reason: str


def missing_translations() -> QuerySet[Translation]:
    """Translations of pages that were asked for and never saved."""
    made = TranslationLog.objects.filter(
        source_id=OuterRef("source_id"), locale_id=OuterRef("target_locale_id")
    )
    source = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale_id=OuterRef("source__locale_id")
    )
    found: QuerySet[Translation] = (
        Translation.objects.filter(Exists(source), ~Exists(made), enabled=True)
        .select_related("source", "target_locale")
        .order_by("pk")
    )
    return found


def make_missing_translations() -> list[Refused]:
    """Try each again, as a draft; returns those that are still refused."""
    refused = []
    for translation in missing_translations():
        try:
            with transaction.atomic():
                translation.save_target(publish=False)
        except ValidationError as error:
            refused.append(
                Refused(
                    title=translation.source.object_repr,
                    language=translation.target_locale.get_display_name(),
                    reason=" ".join(error.messages),
                )
            )
    return refused
