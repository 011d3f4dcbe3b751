"""The empty table that people fill in."""

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from exchange.harvest.columns import COLUMNS
from exchange.harvest.kinds import KINDS

WIDTH = 24


def write(path: Path) -> None:
    """Write the table with one example row; ValueError unless it ends in .csv or .xlsx."""
    path.write_bytes(content(path.suffix.removeprefix(".")))


def content(suffix: str) -> bytes:
    """Return the table as "csv" or "xlsx"; ValueError for anything else."""
    if suffix == "csv":
        return _csv()
    if suffix == "xlsx":
        return _workbook()
    raise ValueError("The template can be written as .csv or .xlsx.")


def _csv() -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.name for column in COLUMNS)
    writer.writerow(column.example for column in COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def _workbook() -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Records"
    sheet.append([column.name for column in COLUMNS])
    sheet.append([column.example for column in COLUMNS])
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("Columns")
    for column in COLUMNS:
        text = str(column.help)
        if column.name == "kind":
            text = f"{text} {', '.join(KINDS)}"
        notes.append([column.name, text])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = WIDTH
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
