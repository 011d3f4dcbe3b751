"""The formats of an export. Each writer yields the file piece by piece."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _, override
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from records import citation
from records.models import Record
from records.presentation import url_for
from records.representation import LINKED_DATA_CONTEXT, absolute, as_linked_data
from search.exporting.columns import COLUMNS, table_rows
from search.exporting.results import Results

PIECE = 64 * 1024
COLUMN_WIDTH = 24

Pieces = Iterator[bytes]
Writer = Callable[[Results, str], Pieces]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, by the ending of its name."""

    extension: str
    content_type: str
    write: Writer


def write_csv(results: Results, language: str) -> Pieces:
    """Comma-separated values in UTF-8 without a byte-order mark (RFC 4180)."""
    with override(language):
        yield _csv_lines([[str(label) for label in COLUMNS]])
    for batch in results.batches():
        with override(language):
            piece = _csv_lines(table_rows(batch, language))
        yield piece
    with override(language):
        remark = results.remark
    if remark:
        yield _csv_lines([[remark]])


def _csv_lines(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def write_xlsx(results: Results, language: str) -> Pieces:
    """An Excel workbook. Rows go to a temporary file as they come: nothing piles up."""
    with tempfile.TemporaryFile() as file:
        _workbook(results, language).save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _workbook(results: Results, language: str) -> Workbook:
    workbook = Workbook(write_only=True)
    with override(language):
        # The stubs know nothing of the columns of a write-only sheet.
        sheet: Any = workbook.create_sheet(_("Results")[:31])
        sheet.freeze_panes = "A2"
        for number in range(len(COLUMNS)):
            sheet.column_dimensions[chr(ord("A") + number)].width = COLUMN_WIDTH
        sheet.append([_text_cell(sheet, str(label)) for label in COLUMNS])
        for batch in results.batches():
            for row in table_rows(batch, language):
                sheet.append([_text_cell(sheet, value) for value in row])
        if results.remark:
            sheet.append([_text_cell(sheet, results.remark)])
    return workbook


def _text_cell(sheet: WriteOnlyWorksheet, value: str) -> Cell | None:
    """Return a cell that is text whatever stands in it; nothing for an empty one."""
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def write_json_ld(results: Results, language: str) -> Pieces:
    """JSON-LD: one graph of the records as `/id/{uuid}` represents them."""
    base = settings.WAGTAILADMIN_BASE_URL
    context = {"@base": f"{base}/id/"} | LINKED_DATA_CONTEXT
    yield f'{{"@context": {_json(context)},\n"@graph": ['.encode()
    separator = "\n"
    for batch in results.batches():
        for record in batch:
            yield f"{separator}{_json(as_linked_data(record, base))}".encode()
            separator = ",\n"
    with override(language):
        remark = results.remark
    if remark:
        yield f"{separator}{_json({'remark': remark})}".encode()
    yield b"\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_ris(results: Results, language: str) -> Pieces:
    """References for Zotero, EndNote and Mendeley. RIS has no place for a remark."""
    for batch in results.batches():
        yield "".join(_ris(record, language) for record in batch).encode()


def _ris(record: Record, language: str) -> str:
    title, _title_language = record.text_in("titles", language)
    summary, _summary_language = record.text_in("summaries", language)
    return citation.ris(record, title, summary, _address(record, language))


def write_bibtex(results: Results, language: str) -> Pieces:
    """References for LaTeX; text outside of entries is a remark."""
    for batch in results.batches():
        yield "\n".join(_bibtex(record, language) for record in batch).encode()
    with override(language):
        remark = results.remark
    if remark:
        yield f"\n{remark}\n".encode()


def _bibtex(record: Record, language: str) -> str:
    title, _title_language = record.text_in("titles", language)
    return citation.bibtex(record, title, _address(record, language))


def _address(record: Record, language: str) -> str:
    return absolute(url_for(record, language), settings.WAGTAILADMIN_BASE_URL)


FORMATS: Mapping[str, Format] = {
    item.extension: item
    for item in (
        Format("csv", "text/csv; charset=utf-8", write_csv),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_xlsx,
        ),
        Format("jsonld", "application/ld+json", write_json_ld),
        Format("ris", "application/x-research-info-systems; charset=utf-8", write_ris),
        Format("bib", "application/x-bibtex; charset=utf-8", write_bibtex),
    )
}
