"""What may be uploaded: files are judged by what is in them, not by their name.

`check_document` and `check_image` raise `ValidationError` with a message that says what
to do. They read a Django `UploadedFile` and leave it at its beginning.
"""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

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
IMAGE_FORMATS = {
    "avif": {"AVIF"},
    "gif": {"GIF"},
    "jpg": {"JPEG", "MPO"},
    "jpeg": {"JPEG", "MPO"},
    "png": {"PNG"},
    "webp": {"WEBP"},
}
# An MPO is a JPEG with a second picture behind the first; the JPEG reader finds it.
READERS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")


def extension(name: str | None) -> str:
    """Return the ending of a file's name, in small letters, without the dot."""
    return PurePath(name or "").suffix.lower().removeprefix(".")


def not_what_it_says(ending: str) -> ValidationError:
    """Return the error for a file whose name lies."""
    return ValidationError(
        _(
            "This file is named .%(ending)s, but its content is of another kind. Open it in the"
            " program it was made with, save it as .%(ending)s and upload that file."
        )
        % {"ending": ending},
        code="content_mismatch",
    )


def check_size(file: "UploadedFile[bytes]", limit: int) -> None:
    """Refuse a file that is too large."""
    if (file.size or 0) > limit:
        raise ValidationError(
            _(
                "This file has %(size)s; at most %(limit)s are accepted. Make it smaller, or"
                " publish it elsewhere and link to it."
            )
            % {"size": filesizeformat(file.size or 0), "limit": filesizeformat(limit)},
            code="too_large",
        )


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


# --- Images ----------------------------------------------------------------------


def check_image(file: "UploadedFile[bytes]", *, most_pixels: int) -> None:
    """Refuse an image whose name lies or that is too large to draw.

    Only the header is read before the number of pixels is known.
    """
    ending = extension(file.name)
    file.seek(0)
    try:
        with Image.open(file, formats=READERS) as image:
            if image.format not in IMAGE_FORMATS.get(ending, set()):
                raise not_what_it_says(ending)
            frames = getattr(image, "n_frames", 1)
            refuse_pixels(image.width * image.height * frames, most_pixels)
    except (UnidentifiedImageError, SyntaxError, OSError, EOFError) as error:
        raise not_what_it_says(ending) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        refuse_pixels(most_pixels + 1, most_pixels)
    finally:
        file.seek(0)


def broken_image() -> ValidationError:
    """Return the error for an image that cannot be drawn to its end."""
    return ValidationError(
        _("This image is damaged. Open it, save it again and upload the new file."),
        code="broken",
    )


def refuse_pixels(pixels: int, most_pixels: int) -> None:
    """Refuse an image with too many pixels, counting each frame."""
    if pixels > most_pixels:
        raise ValidationError(
            _(
                "This image is too large to be shown: it may have at most %(most)s million pixels."
                " Make it smaller, for example 2500 pixels wide, and upload it again."
            )
            % {"most": most_pixels // 1_000_000},
            code="too_many_pixels",
        )


def without_traces(file: "UploadedFile[bytes]") -> bytes | None:
    """Return the image without place, camera and names in it; None if it has none.

    The way up is kept by turning the picture itself, the colour profile is kept as is.
    """
    file.seek(0)
    try:
        with Image.open(file, formats=READERS) as image:
            if not has_traces(image):
                return None
            return rewritten(image)
    finally:
        file.seek(0)


def has_traces(image: Image.Image) -> bool:
    """Return whether an image carries more than its picture."""
    known = {"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "Raw profile type exif"}
    return bool(image.getexif()) or bool(known & image.info.keys()) or image.format == "MPO"


def rewritten(image: Image.Image) -> bytes:
    """Return the picture alone, all its frames, in its own format."""
    form = "JPEG" if image.format == "MPO" else str(image.format)
    moving = form != "JPEG" and getattr(image, "n_frames", 1) > 1
    options: dict[str, object] = {"icc_profile": image.info.get("icc_profile"), "exif": b""}
    if moving:
        picture: Image.Image = image
        options |= {"save_all": True}
    else:
        picture = ImageOps.exif_transpose(image)
        picture.info = {
            key: value for key, value in picture.info.items() if key in {"transparency", "dpi"}
        }
    if form in {"JPEG", "WEBP", "AVIF"}:
        options["quality"] = 92
    if form == "WEBP":
        options["xmp"] = b""
    if form == "GIF":
        options |= {"comment": b""}
        del options["exif"]
    result = BytesIO()
    picture.save(result, format=form, **options)
    return result.getvalue()
