"""Our own table, as CSV or as an Excel workbook: one row, one record.

The first row names the columns of `columns.COLUMNS`, in any order. A row with a mistake
is refused with its line and the columns at fault; the other rows are read.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

from django.utils.translation import gettext

from exchange.harvest import identifiers, kinds
from exchange.harvest.cells import Row, csv_rows
from exchange.harvest.cleaning import MAX_TITLE, legal, line, lines, plain, web_address
from exchange.harvest.columns import LANGUAGES, NAMES, REQUIRED, SEPARATOR
from exchange.harvest.dates import AmbiguousDateError, table_date
from exchange.harvest.items import (
    Item,
    Place,
    Readings,
    RefusedFileError,
    RefusedRecordError,
    read_record,
)
from exchange.harvest.sniffing import VOCABULARY_HINT, Format
from exchange.harvest.workbook import workbook_rows
from records.data import Agent, Identifier, PartialDate, Precision, RecordFile, RecordLink

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_ID = 500
GBF_TARGETS = range(1, 24)
ESCAPED = re.compile(r"^'(?=[=+\-@\t\r])")


def read(stream: BinaryIO, *, file_format: Format) -> Readings:
    """Yield the rows as items; raises RefusedFileError for what is not our table."""
    rows = _rows(stream, file_format)
    header = _header(rows)
    for number, row in enumerate(_filled(rows), start=1):
        if number > MAX_ROWS:
            raise RefusedFileError(
                gettext("The table has more than %(most)d rows. Split it.") % {"most": MAX_ROWS},
                Place(line=row.line),
            )
        place = Place(number, row.line)
        yield read_record(place, partial(to_item, header, row))


def check(stream: BinaryIO, file_format: Format) -> None:
    """Raise RefusedFileError when the first row is not that of our table."""
    _header(_rows(stream, file_format))


def _rows(stream: BinaryIO, file_format: Format) -> Iterator[Row]:
    if file_format is Format.XLSX:
        return workbook_rows(stream, most_columns=MAX_COLUMNS, most_rows=MAX_ROWS)
    return csv_rows(stream, NAMES)


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.reason or any(cell.strip() for cell in row.cells))


def _header(rows: Iterator[Row]) -> list[str]:
    first = next(_filled(rows), None)
    if first is None:
        raise RefusedFileError(gettext("The table is empty."))
    place = Place(line=first.line)
    if first.reason:
        raise RefusedFileError(first.reason, place)
    cells = list(first.cells)
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise RefusedFileError(
            gettext("The table has more than %(most)d columns.") % {"most": MAX_COLUMNS}, place
        )
    names = [line(cell).lower() for cell in cells]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise RefusedFileError(
            gettext(
                "This is not our table: these columns are missing in its first line: %(names)s. "
                "Get the empty table from the admin, or with import_records --template table.csv."
            )
            % {"names": ", ".join(missing)}
            + f" {VOCABULARY_HINT}",
            place,
        )
    _check_names(names, place)
    return names


def _check_names(names: list[str], place: Place) -> None:
    for name in names:
        if name not in NAMES:
            raise RefusedFileError(
                gettext("The empty table has no column “%(name)s”. Its columns are: %(names)s.")
                % {"name": name, "names": ", ".join(NAMES)},
                place,
            )
        if names.count(name) > 1:
            raise RefusedFileError(
                gettext("The column “%(name)s” is there twice.") % {"name": name}, place
            )


def to_item(header: Sequence[str], row: Row) -> Item:
    """Make the item of one row; raises RefusedRecordError naming every mistake in it."""
    if row.reason:
        raise RefusedRecordError(row.reason)
    if len(row.cells) > len(header) and any(cell.strip() for cell in row.cells[len(header) :]):
        raise RefusedRecordError(
            gettext("The row has %(cells)d cells, but there are %(columns)d columns.")
            % {"cells": len(row.cells), "columns": len(header)}
        )
    cells = {
        name: ESCAPED.sub("", cell.strip())
        for name, cell in zip(header, row.cells, strict=False)
        if cell.strip()
    }
    fields = Fields(cells)
    item = fields.item(_raw(header, row))
    if fields.mistakes:
        raise RefusedRecordError(" ".join(fields.mistakes))
    return item


def _raw(header: Sequence[str], row: Row) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerow(row.cells)
    return legal(text.getvalue())


class Fields:
    """The cells of one row by column name, read with all mistakes collected."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.mistakes: list[str] = []
        for name, text in cells.items():
            if text.startswith("="):
                self._wrong(name, gettext("This is a formula. Put its value there."))

    def item(self, raw: str) -> Item:
        """Make the item; `mistakes` says what is wrong with it."""
        titles = self._texts("title", MAX_TITLE)
        if not titles:
            self.mistakes.append(
                gettext("A title is missing. Fill in title_en or another language.")
            )
        start, end = self._day("start"), self._day("end")
        if start and end and end.value < start.value:
            self._wrong("end", gettext("The end is before the start."))
        address = self._address("url")
        return Item(
            source_id=self._id(),
            raw=raw,
            kind=self._kind(),
            language=self._language(titles),
            titles=titles,
            summaries=self._texts("summary"),
            agents=tuple(Agent(name) for name in self._list("creators")),
            publisher=line(self._cells.get("publisher")),
            issued=self._date("issued"),
            start=start.value if start else None,
            end=end.value if end else None,
            url=address,
            subjects=(*self._targets(), *self._list("subjects")),
            countries=self._list("countries"),
            identifiers=tuple(self._identifiers(address)),
            files=tuple(RecordFile(url) for url in self._addresses("file_url")),
            links=tuple(RecordLink(url, tag="related") for url in self._addresses("related_url")),
            licence=self._licence(),
            rights_note=self._rights_note(),
        )

    def _wrong(self, name: str, what: str) -> None:
        self.mistakes.append(f"{name} “{line(self._cells[name], 80)}”: {what}")

    def _id(self) -> str:
        text = line(self._cells.get("id"), MAX_ID + 1)
        if not text:
            self.mistakes.append(gettext("The id is missing."))
        if len(text) > MAX_ID:
            self._wrong(
                "id", gettext("This is longer than %(most)d characters.") % {"most": MAX_ID}
            )
        return text

    def _kind(self) -> str:
        text = self._cells.get("kind", "").lower()
        if text not in kinds.KINDS:
            known = ", ".join(kinds.KINDS)
            self.mistakes.append(
                gettext("The kind cannot be “%(kind)s”. It can be: %(known)s.")
                % {"kind": line(text, 60), "known": known}
            )
        return text

    def _texts(self, prefix: str, limit: int = 0) -> dict[str, str]:
        texts = {}
        for language in LANGUAGES:
            value = self._cells.get(f"{prefix}_{language}")
            text = line(value, limit) if limit else plain(value)
            if text:
                texts[language] = text
        return texts

    def _language(self, titles: Mapping[str, str]) -> str:
        """The language of the thing if it has a title in it, else that of the first title."""
        text = self._cells.get("language")
        tag = identifiers.language_tag(text)
        if text and tag == identifiers.UNKNOWN_LANGUAGE:
            self._wrong("language", gettext("This is no language code."))
        return tag if tag in titles else next(iter(titles), tag)

    def _list(self, name: str) -> tuple[str, ...]:
        return lines(self._cells.get(name, "").split(SEPARATOR))

    def _date(self, name: str) -> PartialDate | None:
        text = self._cells.get(name)
        if not text:
            return None
        try:
            return table_date(text)
        except AmbiguousDateError:
            self._wrong(name, gettext("This could be two days. Write it as 2024-12-31."))
        except ValueError:
            self._wrong(name, gettext("This is no date. Write it as 2024, 2024-12 or 2024-12-31."))
        return None

    def _day(self, name: str) -> PartialDate | None:
        value = self._date(name)
        if value and value.precision is not Precision.DAY:
            self._wrong(name, gettext("The day is missing. Write it as 2024-12-31."))
        return value

    def _address(self, name: str) -> str:
        text = self._cells.get(name)
        address = web_address(text)
        if text and not address:
            self._wrong(name, gettext("This is no web address (http or https)."))
        return address

    def _addresses(self, name: str) -> list[str]:
        texts = [text.strip() for text in self._cells.get(name, "").split(SEPARATOR)]
        addresses = [(text, web_address(text)) for text in texts if text]
        if any(not address for _text, address in addresses):
            self._wrong(name, gettext("This is no list of web addresses (http or https)."))
        return list(dict.fromkeys(address for _text, address in addresses))

    def _targets(self) -> list[str]:
        found = []
        for text in self._list("gbf_targets"):
            number = re.fullmatch(r"(?:GBF-TARGET-|T|Target )?0?(\d{1,2})", text, re.IGNORECASE)
            if number and int(number[1]) in GBF_TARGETS:
                found.append(f"gbf-targets:GBF-TARGET-{int(number[1]):02}")
            else:
                self._wrong("gbf_targets", gettext("Targets are numbers from 1 to 23."))
        return found

    def _identifiers(self, address: str) -> Iterator[Identifier]:
        for name in ("doi", "isbn", "issn"):
            text = self._cells.get(name)
            found = identifiers.identifier(text) if text else None
            if found and found.scheme == name:
                yield found
            elif text:
                self._wrong(name, gettext("This is no %(scheme)s.") % {"scheme": name.upper()})
        if address:
            yield Identifier("url", address)

    def _licence(self) -> str:
        return identifiers.licence(self._cells.get("licence"))

    def _rights_note(self) -> str:
        licence = self._cells.get("licence")
        words = "" if identifiers.licence(licence) else line(licence)
        return "\n".join(filter(None, (words, plain(self._cells.get("rights_note")))))
