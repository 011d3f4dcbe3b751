"""Rows of an Excel workbook, after its archive was found harmless."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from exchange.harvest.cells import Row
from exchange.harvest.items import (
    MAX_INFLATED_BYTES,
    MAX_RATIO,
    MAX_RECORD_PARTS,
    RefusedFileError,
)
from exchange.harvest.sniffing import check_prologue, decoded

MAX_MEMBERS = 1_000
MAX_STRINGS_BYTES = 20 * 1024 * 1024
STRINGS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
MAX_STRING_TAGS = 2_000_000
MAX_TAGS = 40_000
HEAD = 4_096
CHUNK = 1024 * 1024
OVERLAP = 200
ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')


def workbook_rows(stream: BinaryIO, *, most_columns: int, most_rows: int) -> Iterator[Row]:
    """Yield the rows of the first sheet that is not hidden."""
    check_archive(stream)
    stream.seek(0)
    try:
        book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        sheet = _visible_sheet(book)
        merged = _merged(stream, sheet._worksheet_path, most_rows)
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=most_rows + 2, max_col=most_columns + 1)
        for number, cells in enumerate(rows, start=1):
            yield _row(number, cells, merged)
    except RefusedFileError:
        raise
    except (
        AttributeError, InvalidFileException, KeyError, OSError, SyntaxError, TypeError,
        ValueError, zipfile.BadZipFile,
    ) as error:  # fmt: skip
        raise RefusedFileError(_broken(error)) from error


def _visible_sheet(book: Workbook) -> Any:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            return sheet
    raise RefusedFileError(gettext("The workbook has no visible sheet."))


def check_archive(stream: BinaryIO) -> None:
    """Refuse an archive that is no workbook, or that would swell when it is unpacked.

    Python reads no more of a member than its entry in the directory declares, so the
    declared sizes are true limits.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check_sizes(members)
            names = {member.filename for member in members}
            if WORKBOOK not in names:
                raise RefusedFileError(
                    gettext("This is a ZIP archive, but no Excel workbook (.xlsx).")
                )
            for member in members:
                _check_member(archive, member)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise RefusedFileError(_broken(error)) from error


def _broken(error: Exception) -> str:
    return gettext("The workbook is broken. (%(error)s)") % {"error": str(error)[:200]}


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise RefusedFileError(
            gettext("The archive has more than %(most)d parts.") % {"most": MAX_MEMBERS}
        )
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if inflated > MAX_INFLATED_BYTES or inflated > MAX_RATIO * max(packed, 1):
        raise RefusedFileError(
            gettext(
                "The workbook would swell from %(packed)d to %(inflated)d bytes when it is "
                "unpacked. That is no table."
            )
            % {"packed": packed, "inflated": inflated}
        )
    strings = next((member for member in members if member.filename == STRINGS), None)
    if strings and strings.file_size > MAX_STRINGS_BYTES:
        raise RefusedFileError(
            gettext("The workbook holds more text than can be imported. Split it.")
        )


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse what openpyxl would expand or would build a huge tree of.

    Sheets are not limited here: they are read row by row (`_merged`).
    """
    if member.flag_bits & 0x1:
        raise RefusedFileError(gettext("The workbook is protected by a password."))
    is_xml = member.filename.endswith((".xml", ".rels"))
    with archive.open(member) as part:
        head = part.read(HEAD)
        if not is_xml and not head.lstrip().startswith(b"<"):
            return
        check_prologue(decoded(head))
        if SHEET.match(member.filename):
            return
        most = MAX_STRING_TAGS if member.filename == STRINGS else MAX_TAGS
        tags = head.count(b"<")
        while tags <= most and (chunk := part.read(CHUNK)):
            tags += chunk.count(b"<")
    if tags > most:
        raise RefusedFileError(
            gettext("%(name)s in the workbook has too many parts.") % {"name": member.filename}
        )


def _merged(stream: BinaryIO, path: str, most_rows: int) -> dict[int, str]:
    """Return row -> range of merged cells in it; refuse a sheet with too many rows."""
    merged: dict[int, str] = {}
    rows = tags = 0
    with zipfile.ZipFile(stream) as archive, archive.open(path.lstrip("/")) as part:
        tail = b""
        while chunk := part.read(CHUNK):
            first, *others = ROW.split(chunk)
            rows += len(others)
            tags += first.count(b"<")
            most = max(tags, *(piece.count(b"<") for piece in others), 0)
            if most > MAX_RECORD_PARTS:
                raise RefusedFileError(
                    gettext("A row has more than %(most)d parts.") % {"most": MAX_RECORD_PARTS}
                )
            tags = others[-1].count(b"<") if others else tags
            for found in MERGED.findall(tail + chunk):
                _mark(merged, found.decode(), most_rows)
            tail = chunk[-OVERLAP:]
    if rows > most_rows + 1:
        raise RefusedFileError(
            gettext("The table has more than %(most)d rows. Split it.") % {"most": most_rows}
        )
    return merged


def _mark(merged: dict[int, str], reference: str, most_rows: int) -> None:
    _left, top, _right, bottom = range_boundaries(reference)
    for row in range(top or 1, min(bottom or 1, most_rows + 2) + 1):
        merged.setdefault(row, reference)


def _row(number: int, cells: tuple[Any, ...], merged: dict[int, str]) -> Row:
    if number in merged:
        return Row(
            number,
            reason=gettext("The cells %(cells)s are merged. Unmerge them.")
            % {"cells": merged[number]},
        )
    for cell in cells:
        if cell.data_type == "f":
            return Row(
                number,
                reason=gettext("%(cell)s holds a formula. Put its value there.")
                % {"cell": cell.coordinate},
            )
        if cell.data_type == "e":
            return Row(
                number,
                reason=gettext("%(cell)s holds an error (%(value)s).")
                % {"cell": cell.coordinate, "value": cell.value},
            )
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return Row(number, tuple(texts))


def _text(cell: Any) -> str:
    """The cell as a person reads it; dates in ISO form, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
