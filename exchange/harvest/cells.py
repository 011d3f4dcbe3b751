"""Rows of a CSV file: encoding and separator are found out, lines are counted."""

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext

from exchange.harvest.items import Place, RefusedFileError

SEPARATORS = ",;\t|"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row as text, its line, and the reason if it cannot be read."""

    line: int
    cells: tuple[str, ...] = ()
    reason: str = ""


def csv_rows(stream: BinaryIO, known: Collection[str]) -> Iterator[Row]:
    """Yield the rows; `known` names the columns by which the separator is chosen."""
    encoding = encoding_of(stream)
    text = io.TextIOWrapper(_Kept(stream), encoding=encoding, newline="")
    separator = _separator(text.readline(CHUNK), known)
    text.seek(0)
    reader = csv.reader(text, delimiter=separator, strict=True)
    before = 0
    try:
        for cells in reader:
            yield Row(before + 1, tuple(cells))
            before = reader.line_num
    except csv.Error as error:
        raise RefusedFileError(
            gettext("The table is broken from here on. Is a quotation mark left open? (%(error)s)")
            % {"error": error},
            Place(line=before + 1),
        ) from error
    except UnicodeError as error:
        raise RefusedFileError(
            gettext("The text is broken from here on. (%(error)s)") % {"error": error},
            Place(line=before + 1),
        ) from error


class _Kept(io.BufferedReader):
    """A buffer that leaves the file open when it is thrown away: it is the caller's."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        super().__init__(_Raw(stream))


class _Raw(io.RawIOBase):
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def encoding_of(stream: BinaryIO) -> str:
    """Return utf-8-sig, utf-16 (by its mark) or, for what is not UTF-8, cp1252."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    first = stream.read(CHUNK)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    chunk = first
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _separator(header: str, known: Collection[str]) -> str:
    def score(separator: str) -> int:
        names = {name.strip().strip('"').lower() for name in header.split(separator)}
        return len(names & set(known))

    return max(SEPARATORS, key=score)
