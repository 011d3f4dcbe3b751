"""What may be uploaded: documents are judged by what is in them, not by their name.

`check_document` raises `ValidationError` with a message that says what to do. It reads a
Django `UploadedFile` and leaves it at its beginning. Pictures: `accounts.pictures`.
"""

import zipfile
from collections.abc import Callable
from pathlib import PurePath

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.pictures import extension, not_what_it_says

HEAD = 8192
MOST_ENTRIES = 10_000
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_RATIO = 200
# Small archives of repetitive text pack very well; only large ones can do harm.
RATIO_MATTERS_FROM = 50 * 1024 * 1024

# A member that only this kind of office file has.
OFFICE_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
OPEN_DOCUMENTS = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
ARCHIVES = {*OFFICE_PARTS, *OPEN_DOCUMENTS, "key", "zip"}
TEXTS = {"csv", "geojson", "json", "txt", "xml"}
# What a browser could run, if it were ever shown rather than downloaded.
ACTIVE_MARKUP = (
    b"<script",
    b"<svg",
    b"<html",
    b"<!doctype html",
    b"<!entity",
    b"<iframe",
    b"http://www.w3.org/2000/svg",
    b"http://www.w3.org/1999/xhtml",
)
BEGINNINGS: dict[str, bytes | tuple[bytes, ...]] = {
    "json": (b"{", b"["),
    "geojson": b"{",
    "xml": b"<",
}
WIDE = (b"\xff\xfe", b"\xfe\xff")
MARKS = (b"\xef\xbb\xbf", *WIDE)


# --- Documents -------------------------------------------------------------------


def check_document(file: "UploadedFile[bytes]") -> None:
    """Refuse a document whose content is not what its name says, or does harm."""
    ending = extension(file.name)
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        raise ValidationError(_("This file is empty. Choose another one."), code="empty")
    try:
        content_check(ending)(file, head, ending)
    finally:
        file.seek(0)


def content_check(ending: str) -> Callable[["UploadedFile[bytes]", bytes, str], None]:
    """Return the check for a kind of document."""
    if ending in ARCHIVES:
        return check_archive
    if ending in TEXTS:
        return check_text
    return check_signature


def check_signature(_file: "UploadedFile[bytes]", head: bytes, ending: str) -> None:
    """Accept what begins with the signature of its kind: PDF, RTF."""
    kind = filetype.guess(head)
    if kind is None or kind.extension != ending:
        raise not_what_it_says(ending)


def check_text(file: "UploadedFile[bytes]", head: bytes, ending: str) -> None:
    """Accept text without anything that a browser could run."""
    binary = filetype.guess(head)
    if binary is not None and binary.extension != ending:
        raise not_what_it_says(ending)
    if b"\0" in head and not head.startswith(WIDE):
        raise not_what_it_says(ending)
    if not plain(head).lstrip().startswith(BEGINNINGS.get(ending, b"")):
        raise not_what_it_says(ending)
    refuse_active_markup(head)
    if ending == "xml":  # the one kind of text that browsers draw and run
        tail = b""
        for chunk in file.chunks():
            refuse_active_markup(tail + chunk)
            tail = chunk[-64:]


def plain(text: bytes) -> bytes:
    """Return text in small letters without byte-order marks and the zeros of UTF-16."""
    for mark in MARKS:
        text = text.removeprefix(mark)
    return text.replace(b"\0", b"").lower()


def refuse_active_markup(text: bytes) -> None:
    """Refuse text with scripts, drawings that carry scripts, or entities that explode."""
    if any(mark in plain(text) for mark in ACTIVE_MARKUP):
        raise ValidationError(
            _(
                "This file contains a web page, a drawing or a script. Save it as PDF, or remove"
                " that part, and upload it again."
            ),
            code="active_content",
        )


def check_archive(file: "UploadedFile[bytes]", head: bytes, ending: str) -> None:
    """Accept office files and ZIP archives that can be opened safely."""
    if not head.startswith(b"PK"):
        raise not_what_it_says(ending)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            refuse_bomb(members, file.size or 0)
            refuse_macros(members)
            if not has_parts(archive, ending):
                raise not_what_it_says(ending)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise not_what_it_says(ending) from error


def refuse_bomb(members: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse an archive that unpacks to far more than it is, or outside its folder."""
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    escapes = any(
        member.filename.startswith(("/", "\\")) or ".." in PurePath(member.filename).parts
        for member in members
    )
    explodes = unpacked > RATIO_MATTERS_FROM and unpacked > MOST_RATIO * max(size, 1)
    if (
        len(members) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or explodes
        or escapes
        or packed > size  # members that overlap
    ):
        raise ValidationError(
            _(
                "This file would unpack to far more than it should. Make a new archive with"
                " fewer or smaller files and upload that one."
            ),
            code="archive_bomb",
        )


def refuse_macros(members: list[zipfile.ZipInfo]) -> None:
    """Refuse office files that carry programs."""
    if any(PurePath(member.filename).name.lower() == "vbaproject.bin" for member in members):
        raise ValidationError(
            _("This file contains macros. Save it without macros and upload that file."),
            code="macros",
        )


def has_parts(archive: zipfile.ZipFile, ending: str) -> bool:
    """Return whether an archive has what its kind must have."""
    names = set(archive.namelist())
    if ending in OFFICE_PARTS:
        return OFFICE_PARTS[ending] in names and "[Content_Types].xml" in names
    if ending in OPEN_DOCUMENTS:
        if "mimetype" not in names or archive.getinfo("mimetype").file_size > HEAD:
            return False
        return archive.read("mimetype").strip() == OPEN_DOCUMENTS[ending]
    return True
