"""Dates as sources write them, read with the precision they have, never guessed."""

import re
from datetime import UTC, date, datetime

from records.data import PartialDate, Precision

ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
NUMERIC = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
YEARS = range(1000, 2101)


class AmbiguousDateError(ValueError):
    """The day could be the month."""


def partial_date(text: str) -> PartialDate | None:
    """Read `2024`, `2024-12`, `2024-12-31` or an ISO instant; None for anything else."""
    text = text.strip()
    if re.match(r"^\d{4}-\d{2}-\d{2}[T ]", text):
        text = text[:10]
    found = ISO.match(text)
    return from_parts([int(part) for part in found.groups() if part]) if found else None


def from_parts(parts: list[int]) -> PartialDate | None:
    """Read [year], [year, month] or [year, month, day]; None when that is no date."""
    if not 1 <= len(parts) <= 3 or parts[0] not in YEARS:
        return None
    year, month, day = (*parts, 1, 1)[:3]
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return PartialDate(value, (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1])


def instant(text: object) -> datetime | None:
    """Read an ISO instant or day as an aware time in UTC; None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if value.year not in YEARS:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def table_date(text: str) -> PartialDate:
    """Read a date that a person wrote in a table.

    ISO forms, and day and month in either order when only one order is possible. Raises
    AmbiguousDateError for 03/04/2024 and ValueError for what is no date.
    """
    if value := partial_date(text):
        return value
    found = NUMERIC.match(text.strip())
    if not found:
        raise ValueError(text)
    first, second, year = (int(part) for part in found.groups())
    readings = {from_parts([year, month, day]) for day, month in ((first, second), (second, first))}
    possible = [reading for reading in readings if reading]
    if not possible:
        raise ValueError(text)
    if len(possible) > 1:
        raise AmbiguousDateError(text)
    return possible[0]
