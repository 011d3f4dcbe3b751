"""Records as readers meet them: one card per thing, in the reader's language.

Every list of things is drawn from `RecordCard`s. A card says honestly in which language
each text is, so that templates can mark it (`lang`, `dir`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from records.data import Origin, Precision
from records.models import Record
from records.registry import Kind, kind
from vocabularies.labels import direction_of, labels_for

UNKNOWN_LANGUAGE = "und"
MONTH_FORMAT = "YEAR_MONTH_FORMAT"


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language it is really in; `direction` is ltr, rtl or auto."""

    value: str
    language: str

    @property
    def direction(self) -> str:
        """The direction of the language; the browser decides for an unknown one."""
        return direction_of(self.language)

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCard:
    """What a list shows of one record.

    `countries` are labels, `languages` the codes in which the thing can be read,
    `starts` is set for events. `is_fallback` tells that the title is not in the reader's
    language.
    """

    uid: UUID
    kind: Kind
    title: Text
    summary: Text
    url: str
    countries: tuple[str, ...]
    date: str
    machine_date: str
    starts: datetime | None
    source: str
    is_harvested: bool
    is_stale: bool
    languages: tuple[str, ...]
    is_fallback: bool
    image: str


def present(records: Iterable[Record], language: str) -> list[RecordCard]:
    """Return a card per record, in the same order. One look-up of country labels."""
    rows = list(records)
    codes = {f"countries:{code}" for record in rows for code in record.countries}
    labels = labels_for(codes, language) if codes else {}
    return [
        _card(
            record,
            language,
            [
                labels[identifier].text if identifier in labels else code
                for code in record.countries
                for identifier in (f"countries:{code}",)
            ],
        )
        for record in rows
    ]


def _card(record: Record, language: str, countries: Sequence[str]) -> RecordCard:
    title, title_language = record.text_in("titles", language)
    summary, summary_language = record.text_in("summaries", language)
    text, machine_date = date_texts(record, language)
    return RecordCard(
        uid=record.uid,
        kind=kind(record.kind),
        title=Text(title, title_language),
        summary=Text(summary, summary_language),
        url=url_for(record, language),
        countries=tuple(countries),
        date=text,
        machine_date=machine_date,
        starts=record.start,
        source=record.source_title or record.source,
        is_harvested=record.origin == Origin.HARVESTED,
        is_stale=record.stale_since is not None,
        languages=tuple(record.languages),
        is_fallback=title_language != language,
        image=record.image,
    )


def url_for(record: Record, language: str) -> str:
    """Return the address at which a reader of `language` meets the record.

    A page without a translation keeps the reader's language: its address under the
    reader's prefix shows the text that exists, with a notice (decision 0006). A harvested
    thing has a page of the records room.
    """
    if record.urls.get(language):
        return str(record.urls[language])
    original, source_language = record.text_in("urls", language)
    if original:
        prefix = f"/{source_language}/"
        if language in dict(settings.LANGUAGES) and original.startswith(prefix):
            return f"/{language}/{original.removeprefix(prefix)}"
        return original
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return reverse("record_pages:record_detail", args=[record.uid])


def date_texts(record: Record, language: str) -> tuple[str, str]:
    """Return (date in words, machine-readable date) of an event or of the issue date."""
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        if record.start:
            return period_text(record), record.start.isoformat()
        if record.issued:
            return _issued_text(record.issued, record.issued_precision)
    return "", ""


def _issued_text(value: date, precision: str) -> tuple[str, str]:
    if precision == Precision.YEAR:
        return str(value.year), f"{value.year:04d}"
    if precision == Precision.MONTH:
        return date_format(value, MONTH_FORMAT), value.isoformat()[:7]
    return date_format(value, "DATE_FORMAT"), value.isoformat()


def period_text(record: Record) -> str:
    """Write out when something takes place, in its own time zone and the active language."""
    if record.start is None:
        return ""
    zone = ZoneInfo(record.zone or "UTC")
    start = timezone.localtime(record.start, zone)
    end = timezone.localtime(record.end, zone) if record.end else None
    if end is None or end.date() == start.date():
        day = date_format(start, "DATE_FORMAT")
        return day if record.all_day else f"{day}, {date_format(start, 'TIME_FORMAT')}"
    return f"{date_format(start, 'DATE_FORMAT')} – {date_format(end, 'DATE_FORMAT')}"
