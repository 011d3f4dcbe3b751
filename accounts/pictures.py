"""Pictures that people upload: judged by what is in them, and rid of what they tell besides.

`check_image` raises `ValidationError` with a message that says what to do. All functions read
a Django `UploadedFile` and leave it at its beginning.
"""

from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

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
