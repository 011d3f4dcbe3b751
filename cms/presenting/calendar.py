"""Events as a month and as lists."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import get_format
from wagtail.models import Page

from cms.presenting.reader import Reader
from records.models import Record
from records.presentation import RecordCard, present
from records.querysets import RecordQuerySet

MONTH = re.compile(r"^(\d{4})-(\d{2})$")
LISTED = 50
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's table; `is_inside` is false for days of its neighbours."""

    date: date
    is_inside: bool
    is_today: bool
    cards: tuple[RecordCard, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in a list, with its first day where it takes place."""

    card: RecordCard
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A month with its events, what comes and what has been.

    `was_misread` tells that the address asked for a month that does not exist.
    """

    month: date
    previous: str
    next: str
    weeks: list[list[Day]]
    coming: list[EventRow]
    past: list[EventRow]
    was_misread: bool


def calendar_of(_page: Page, reader: Reader) -> Calendar:
    """The month of the address (`?month=2026-11`), or the present one."""
    asked = reader.request.GET.get("month", "")
    month = parse_month(asked)
    first = month or timezone.localdate().replace(day=1)
    events = reader.records().of_kind("event").exclude(start=None)
    now = timezone.now()
    coming = list(events.filter(end__gte=now).order_by("start", "pk")[:LISTED])
    past = list(events.filter(end__lt=now).order_by("-start", "pk")[:LISTED])
    inside = list(in_month(events, first))
    cards = iter(present([*coming, *past, *inside], reader.language))
    coming_rows = [EventRow(next(cards), local_day(record.start, record)) for record in coming]
    past_rows = [EventRow(next(cards), local_day(record.start, record)) for record in past]
    return Calendar(
        month=first,
        previous=month_name(first - timedelta(days=1)),
        next=month_name(first + timedelta(days=31)),
        weeks=weeks_of(first, list(zip(inside, cards, strict=True))),
        coming=coming_rows,
        past=past_rows,
        was_misread=bool(asked) and month is None,
    )


def parse_month(text: str) -> date | None:
    """Read "2026-11"; None for what is not a month of this or the last century."""
    match = MONTH.match(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, 1)


def month_name(day: date) -> str:
    """The month of a day as the address has it."""
    return day.strftime("%Y-%m")


def in_month(events: RecordQuerySet, first: date) -> RecordQuerySet:
    """Events that touch the month, with a day to spare for other time zones."""
    day = timedelta(days=1)
    start = datetime.combine(first, time.min, tzinfo=ZoneInfo("UTC"))
    return events.filter(start__lt=start + 33 * day, end__gte=start - day).order_by("start", "pk")


def weeks_of(first: date, events: list[tuple[Record, RecordCard]]) -> list[list[Day]]:
    """The weeks of a month; each day has the events that take place on it where they are."""
    spans = [(local_day(record.start, record), local_day(record.end, record), card)
             for record, card in events]  # fmt: skip
    first_weekday = (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7
    weeks = calendar.Calendar(first_weekday).monthdatescalendar(first.year, first.month)
    today = timezone.localdate()
    return [
        [
            Day(
                date=day,
                is_inside=day.month == first.month,
                is_today=day == today,
                cards=tuple(card for start, end, card in spans if start <= day <= end),
            )
            for day in week
        ]
        for week in weeks
    ]


def local_day(moment: datetime | None, record: Record) -> date:
    """The day of a moment in the time zone of the event."""
    return timezone.localdate(moment or record.start, ZoneInfo(record.zone or "UTC"))
