"""The reader's calendar: hours, weeks, changes to summer time, clocks that jump."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.dateparse import parse_datetime

from notifications.periods import Rhythm, last_moment


def at(text: str) -> datetime:
    moment = parse_datetime(text)
    assert moment is not None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "now", "period", "moment"),
    [
        ("UTC", 7, "2026-11-22 07:00", "2026-11-22", "2026-11-22 07:00"),
        ("UTC", 7, "2026-11-22 06:59:59", "2026-11-21", "2026-11-21 07:00"),
        ("Pacific/Fiji", 7, "2026-11-21 19:30", "2026-11-22", "2026-11-21 19:00"),
        ("America/Caracas", 7, "2026-11-22 10:59", "2026-11-21", "2026-11-21 11:00"),
        ("Asia/Kathmandu", 7, "2026-11-22 01:20", "2026-11-22", "2026-11-22 01:15"),
        ("No/Such_Place", 7, "2026-11-22 08:00", "2026-11-22", "2026-11-22 07:00"),
        # Berlin skips 02:00 to 03:00 on 29 March: that digest leaves at three.
        ("Europe/Berlin", 2, "2026-03-29 00:59", "2026-03-28", "2026-03-28 01:00"),
        ("Europe/Berlin", 2, "2026-03-29 01:00", "2026-03-29", "2026-03-29 01:00"),
        # It has 02:00 to 03:00 twice on 25 October: the first one counts.
        ("Europe/Berlin", 2, "2026-10-25 00:10", "2026-10-25", "2026-10-25 00:00"),
        ("Europe/Berlin", 2, "2026-10-25 01:10", "2026-10-25", "2026-10-25 00:00"),
    ],
)
def test_a_daily_digest_leaves_at_the_readers_hour(zone, hour, now, period, moment):
    found = last_moment(Rhythm(zone, hour), "daily", at(now))

    assert (found.period, found.at) == (period, at(moment))


@pytest.mark.parametrize(
    ("weekday", "now", "period", "moment"),
    [
        (0, "2026-11-23 07:00", "2026-W48", "2026-11-23 07:00"),  # a Monday
        (0, "2026-11-23 06:59", "2026-W47", "2026-11-16 07:00"),
        (4, "2026-11-23 12:00", "2026-W47", "2026-11-20 07:00"),
        (0, "2027-01-01 12:00", "2026-W53", "2026-12-28 07:00"),
    ],
)
def test_a_weekly_digest_leaves_on_the_readers_day(weekday, now, period, moment):
    found = last_moment(Rhythm("UTC", 7, weekday), "weekly", at(now))

    assert (found.period, found.at) == (period, at(moment))


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"]
)
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 23])
def test_every_day_of_a_year_has_exactly_one_moment(zone, hour):
    start = at("2026-01-01 12:00")
    moments = {
        last_moment(Rhythm(zone, hour), "daily", start + timedelta(minutes=30 * step))
        for step in range(48 * 365)
    }

    assert 365 <= len({moment.period for moment in moments}) == len(moments) <= 366
    assert len({moment.at for moment in moments}) == len(moments)
