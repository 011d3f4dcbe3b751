"""Which reader a file needs: its content decides, not its name (decision 0073)."""

import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from search.extraction.limits import (
    EncryptedError,
    Limits,
    UnreadableError,
    UnsupportedError,
)
from search.extraction.office import slide_pages, word_pages
from search.extraction.opendocument import document_pages
from search.extraction.pdf import pdf_pages
from search.extraction.plain import plain_pages, web_pages
from search.extraction.workbook import sheet_pages

Reader = Callable[[IO[bytes], Limits], Iterator[tuple[int, str]]]

HEAD = 4096
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names in an OLE file are in UTF-16. A new office file with a password is such a file.
WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")
PARTS: dict[str, Reader] = {
    "word/document.xml": word_pages,
    "ppt/presentation.xml": slide_pages,
    "xl/workbook.xml": sheet_pages,
    "content.xml": document_pages,
}
TEXTS = {"csv", "htm", "html", "md", "text", "tsv", "txt", "xhtml"}
WEB = (b"<!doctype html", b"<html", b"<head", b"<body")


def reader_for(file: IO[bytes], name: str) -> Reader:
    """Return the reader of a file, which is left at its beginning."""
    head = file.read(HEAD)
    ending = name.rpartition(".")[2].lower()
    try:
        if b"%PDF-" in head[:1024]:
            return pdf_pages
        if head.startswith(b"PK"):
            return archive_reader(file)
        if head.startswith(OLD_OFFICE):
            raise old_office_error(file)
        return text_reader(head, ending)
    finally:
        file.seek(0)


def archive_reader(file: IO[bytes]) -> Reader:
    """Return the reader of an office file by the part that only its kind has."""
    try:
        with zipfile.ZipFile(file) as archive:
            present = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableError(f"The archive is damaged: {error}") from error
    for part, reader in PARTS.items():
        if part in present:
            return reader
    raise UnsupportedError("The archive is no office file.")


def old_office_error(file: IO[bytes]) -> UnreadableError:
    """Return what is wrong with an OLE file."""
    file.seek(0)
    if WITH_PASSWORD in file.read():
        return EncryptedError()
    return UnsupportedError("The file is in an office format of before 2007.")


def text_reader(head: bytes, ending: str) -> Reader:
    """Return the reader of a text; what claims to be another kind is not one."""
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if ending not in TEXTS:
        if ending in {"pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods"}:
            raise UnreadableError("The file is not what its name says.")
        raise UnsupportedError("No reader knows this kind of file.")
    if b"\0" in head and not is_wide:
        raise UnreadableError("The file is not what its name says.")
    is_web = ending in {"htm", "html", "xhtml"} or head.lstrip().lower().startswith(WEB)
    return web_pages if is_web else plain_pages
