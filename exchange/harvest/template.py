"""The empty table that people fill in."""

import csv
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from exchange.harvest.columns import COLUMNS
from exchange.harvest.kinds import KINDS

WIDTH = 24


def write(path: Path) -> None:
    """Write the table with one example row; ValueError unless it ends in .csv or .xlsx."""
    writers = {".csv": _write_csv, ".xlsx": _write_workbook}
    if path.suffix not in writers:
        raise ValueError("The template can be written as .csv or .xlsx.")
    writers[path.suffix](path)


def _write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in COLUMNS)
        writer.writerow(column.example for column in COLUMNS)


def _write_workbook(path: Path) -> None:
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
    book.save(path)
