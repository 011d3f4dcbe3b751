"""What a file is, by its content: names and extensions prove nothing."""

import codecs
import re
from enum import StrEnum
from typing import BinaryIO

from exchange.harvest.items import MAX_FILE_BYTES, RefusedFileError

HEAD = 64 * 1024
ZIP = b"PK\x03\x04"
OTHER_KINDS = (
    (b"\x1f\x8b", "a gzip archive: uncompress it first"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls): save it as .xlsx"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive: uncompress it first"),
    (b"\xfd7zXZ", "an xz archive: uncompress it first"),
)
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
COMMENT = re.compile(r"\s*(?:<!--.*?-->|<\?.*?\?>)\s*|\s+", re.DOTALL)
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
TURTLE = re.compile(r"^@(?:prefix|base)\b", re.MULTILINE)
VOCABULARY_HINT = "If it is a vocabulary, load it with load_vocabulary."


class Format(StrEnum):
    """The kinds of file that can be imported."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    XLSX = "xlsx"


def size_of(stream: BinaryIO) -> int:
    """Return the length of the stream; it stands at its beginning afterwards."""
    size = stream.seek(0, 2)
    stream.seek(0)
    return size


def sniff(stream: BinaryIO) -> Format:
    """Return the format; raises RefusedFileError for what is of another kind.

    The stream stands at its beginning afterwards.
    """
    size = size_of(stream)
    if not size:
        raise RefusedFileError("The file is empty.")
    if size > MAX_FILE_BYTES:
        raise RefusedFileError(
            f"The file has {size // 1024 // 1024} MB; at most "
            f"{MAX_FILE_BYTES // 1024 // 1024} MB can be imported at once. Split it."
        )
    head = stream.read(HEAD)
    stream.seek(0)
    if head.startswith(ZIP):
        return Format.XLSX
    for magic, name in OTHER_KINDS:
        if head.startswith(magic):
            raise RefusedFileError(f"This is {name}.")
    return _of_text(decoded(head), head)


def decoded(head: bytes) -> str:
    """Decode the beginning of a text file; raises RefusedFileError for binary data."""
    if head.startswith(WIDE_MARKS):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if b"\0" in head:
        raise RefusedFileError("This is binary data (it has NUL bytes), not text.")
    return head.decode("utf-8-sig", errors="replace")


def _of_text(text: str, head: bytes) -> Format:
    start = text.lstrip()
    if not start:
        raise RefusedFileError(f"The first {len(head):,} bytes are only spaces.")
    if start.startswith("<"):
        check_prologue(text, is_cut=len(head) == HEAD)
        return Format.XML
    if start[0] in "{[":
        return Format.JSON
    if TURTLE.search(start):
        raise RefusedFileError(f"This is RDF in Turtle. {VOCABULARY_HINT}")
    return Format.CSV


def check_prologue(text: str, *, is_cut: bool = False) -> None:
    """Refuse XML that has a document type, HTML, and XML without a root at its beginning."""
    position = 0
    while found := COMMENT.match(text, position):
        position = found.end()
    rest = text[position : position + 200]
    if HTML.match(rest):
        raise RefusedFileError("This is a web page (HTML), not XML. Is the address right?")
    if rest.upper().startswith("<!DOCTYPE"):
        raise RefusedFileError(
            "The XML has a document type (DOCTYPE), which could hide entities. Remove it."
        )
    if not re.match(r"<[^\W\d]", rest):
        where = f" within its first {HEAD // 1024} kB" if is_cut else ""
        raise RefusedFileError(f"The XML has no root element{where}.")
