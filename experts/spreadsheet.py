"""Focal points as rows of a spreadsheet: the same columns out and in."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

COLUMNS = (
    "uid", "country", "role", "stand_in", "name", "designation", "organization", "address",
    "start", "end",
)  # fmt: skip
MOST_ROWS = 5000
DANGEROUS = ("=", "+", "-", "@", "\t")


class SpreadsheetError(Exception):
    """The file is no workbook of ours; the message says what to do."""


def written(rows: Iterator[Mapping[str, Any]]) -> bytes:
    """A workbook with a heading and these rows; no cell begins a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("focal points")
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([cell(row[name]) for name in COLUMNS])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def cell(value: Any) -> Any:
    """A value that no program takes for a formula."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def read_rows(file: IO[bytes]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, values as text) of each row that is not empty.

    SpreadsheetError when it is no workbook, lacks a column, or is too long.
    """
    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    except Exception as error:
        raise SpreadsheetError(_("Save the file as an Excel workbook (.xlsx).")) from error
    lines = sheet.iter_rows(values_only=True)
    heading = [as_text(value) for value in next(lines, ())]
    missing = [name for name in ("country", "role") if name not in heading]
    if missing:
        raise SpreadsheetError(
            _("The first row must name the columns %(columns)s.") % {"columns": ", ".join(missing)}
        )
    for number, line in enumerate(lines, start=2):
        if number > MOST_ROWS:
            raise SpreadsheetError(
                _("At most %(most)s rows are read at once.") % {"most": MOST_ROWS}
            )
        values = {name: as_text(value) for name, value in zip(heading, line, strict=False) if name}
        if any(values.values()):
            yield number, values


def as_text(value: Any) -> str:
    """What stands in a cell, as a person reads it; dates as 2026-12-31."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip().removeprefix("'")
