"""The calendar of a reader: which digest is due, by their hour and time zone.

Pure. A period is a day or an ISO week of the reader's own calendar; its moment is when
that digest leaves. A digest holds what was told before its moment, so that a clock that
runs late, early or twice neither skips nor repeats anything (decision 0091).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from accounts.models import User
from notifications.models import DEFAULT_HOUR, Frequency, ReadingTime, Weekday


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When somebody reads digests."""

    time_zone: str = "UTC"
    hour: int = DEFAULT_HOUR
    weekday: int = Weekday.MONDAY


@dataclass(frozen=True, slots=True)
class Moment:
    """When a digest leaves, and the day or week it is called after."""

    period: str
    at: datetime


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """Return the time zone; UTC for a name that the machine does not know."""
    return ZoneInfo(name if name in available_timezones() else "UTC")


def last_moment(rhythm: Rhythm, frequency: str, now: datetime) -> Moment:
    """Return the latest moment that has come. An hour that a day lacks is the next one."""
    zone = zone_of(rhythm.time_zone)
    day = now.astimezone(zone).date()
    step = timedelta(days=1)
    if frequency == Frequency.WEEKLY:
        day -= timedelta(days=(day.weekday() - rhythm.weekday) % 7)
        step = timedelta(days=7)
    if _at(day, rhythm.hour, zone) > now:
        day -= step
    return Moment(period=_period(day, frequency), at=_at(day, rhythm.hour, zone))


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def _period(day: date, frequency: str) -> str:
    if frequency == Frequency.WEEKLY:
        year, week, _day = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()


def rhythms_of(people: Iterable[int]) -> dict[int, Rhythm]:
    """Map people to when they read digests; one query, those without a row are missing."""
    rows = ReadingTime.objects.filter(user__in=list(people))
    return {row.user_id: Rhythm(row.time_zone, row.hour, row.weekday) for row in rows}


def rhythm_of(user: User) -> Rhythm:
    """Return when the user reads digests; the default without a row."""
    return rhythms_of([user.pk]).get(user.pk, Rhythm())
