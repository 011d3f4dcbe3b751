"""Makes wagtail-localize know the translations, so that translators can go on."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.demo.content import ContentError
from cms.models import BasePage


def record_translations(source_page: BasePage, translations: Iterable[BasePage]) -> None:
    """Store the source, its strings and each language's wording of them.

    ContentError when a translation is not built like its source.
    """
    source, _created = TranslationSource.get_or_create_from_instance(source_page)
    segments = list(StringSegment.objects.filter(source=source).select_related("context", "string"))
    now = timezone.now()
    for page in translations:
        StringTranslation.objects.bulk_create(
            translated_strings(page, segments), ignore_conflicts=True
        )
        Translation.objects.update_or_create(
            source=source,
            target_locale=page.locale,
            defaults={
                "translations_last_updated_at": now,
                "destination_last_updated_at": now,
                "enabled": True,
            },
        )
        TranslationLog.objects.create(source=source, locale=page.locale)


def translated_strings(
    page: BasePage, segments: Iterable[StringSegment]
) -> Iterator[StringTranslation]:
    """Pair each string of the source with the one in the same place of the translation."""
    wordings = {
        (value.path, value.order): value.string.data
        for value in extract_segments(page)
        if isinstance(value, StringSegmentValue)
    }
    done: set[tuple[int, int]] = set()
    for segment in segments:
        wording = wordings.pop((segment.context.path, segment.order), None)
        if wording is None:
            place = f"{page.slug} in {page.locale.language_code}, {segment.context.path}"
            raise ContentError(f"{place}: nothing stands for {segment.string.data!r}.")
        if (segment.string_id, segment.context_id) not in done:
            done.add((segment.string_id, segment.context_id))
            yield StringTranslation(
                translation_of=segment.string,
                context=segment.context,
                locale=page.locale,
                data=wording,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
    if wordings:
        raise ContentError(f"{page.slug} in {page.locale.language_code} has strings of its own.")
