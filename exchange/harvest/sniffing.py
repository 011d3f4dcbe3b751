"""What a file is, by its content: names and extensions prove nothing."""

import codecs
import re
from enum import StrEnum
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from exchange.harvest.items import MAX_FILE_BYTES, RefusedFileError

HEAD = 64 * 1024
MEGABYTE = 1024 * 1024
ZIP = b"PK\x03\x04"
OTHER_KINDS: tuple[tuple[bytes, str | Promise], ...] = (
    (b"\x1f\x8b", _("This is a gzip archive. Uncompress it first.")),
    (b"PK\x05\x06", _("This is an empty ZIP archive.")),
    (b"%PDF", _("This is a PDF document.")),
    (b"\x89PNG", _("This is a picture.")),
    (b"\xff\xd8\xff", _("This is a picture.")),
    (b"GIF8", _("This is a picture.")),
    (b"\xd0\xcf\x11\xe0", _("This is an old Excel workbook (.xls). Save it as .xlsx.")),
    (b"\x7fELF", _("This is a program.")),
    (b"MZ", _("This is a program.")),
    (b"7z\xbc\xaf", _("This is a 7-Zip archive. Unpack it first.")),
    (b"BZh", _("This is a bzip2 archive. Uncompress it first.")),
    (b"\xfd7zXZ", _("This is an xz archive. Uncompress it first.")),
)
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
COMMENT = re.compile(r"\s*(?:<!--.*?-->|<\?.*?\?>)\s*|\s+", re.DOTALL)
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
TURTLE = re.compile(r"^@(?:prefix|base)\b", re.MULTILINE)
VOCABULARY_HINT = _("If it is a vocabulary, load it with load_vocabulary.")


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
        raise RefusedFileError(gettext("The file is empty."))
    if size > MAX_FILE_BYTES:
        raise RefusedFileError(
            gettext(
                "The file has %(size)d MB; at most %(most)d MB can be imported at once. Split it."
            )
            % {"size": size // MEGABYTE, "most": MAX_FILE_BYTES // MEGABYTE}
        )
    head = stream.read(HEAD)
    stream.seek(0)
    if head.startswith(ZIP):
        return Format.XLSX
    for magic, reason in OTHER_KINDS:
        if head.startswith(magic):
            raise RefusedFileError(str(reason))
    return _of_text(decoded(head), head)


def decoded(head: bytes) -> str:
    """Decode the beginning of a text file; raises RefusedFileError for binary data."""
    if head.startswith(WIDE_MARKS):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if b"\0" in head:
        raise RefusedFileError(gettext("This is binary data (it has NUL bytes), not text."))
    return head.decode("utf-8-sig", errors="replace")


def _of_text(text: str, head: bytes) -> Format:
    start = text.lstrip()
    if not start:
        raise RefusedFileError(gettext("The beginning of the file is only spaces."))
    if start.startswith("<"):
        check_prologue(text, is_cut=len(head) == HEAD)
        return Format.XML
    if start[0] in "{[":
        return Format.JSON
    if TURTLE.search(start):
        raise RefusedFileError(f"{gettext('This is RDF in Turtle.')} {VOCABULARY_HINT}")
    return Format.CSV


def check_prologue(text: str, *, is_cut: bool = False) -> None:
    """Refuse XML that has a document type, HTML, and XML without a root at its beginning."""
    position = 0
    while found := COMMENT.match(text, position):
        position = found.end()
    rest = text[position : position + 200]
    if HTML.match(rest):
        raise RefusedFileError(gettext("This is a web page (HTML), not XML. Is the address right?"))
    if rest.upper().startswith("<!DOCTYPE"):
        raise RefusedFileError(
            gettext("The XML has a document type (DOCTYPE), which could hide entities. Remove it.")
        )
    if not re.match(r"<[^\W\d]", rest):
        if is_cut:
            raise RefusedFileError(gettext("The XML has no root element within its first 64 kB."))
        raise RefusedFileError(gettext("The XML has no root element."))
