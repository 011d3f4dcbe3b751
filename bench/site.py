"""Starts Django for a bench; import this first."""

from datetime import UTC, date, datetime

import django
from django.apps import apps

if not apps.ready:
    django.setup()


def moment(day: date, *, hour: int) -> datetime:
    """Return an aware moment of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
