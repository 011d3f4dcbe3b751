"""Portraits and logos as they are stored: drawn anew, square, without any trace."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import get_random_string
from PIL import Image, ImageOps

from accounts.pictures import READERS, broken_image, check_image, check_size

SIDE = 512
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
Shape = Callable[[Image.Image, tuple[int, int], Image.Resampling], Image.Image]


def stored_picture(file: "UploadedFile[bytes]") -> ContentFile[bytes]:
    """Return an upload as a square WebP of 512 pixels, cut from its middle.

    ValidationError when it is too large, no picture or damaged. Nothing of the original
    but its pixels is kept: no place, no camera, no name.
    """
    return redrawn(file, ImageOps.fit)


def stored_logo(file: "UploadedFile[bytes]") -> ContentFile[bytes]:
    """Return an upload whole within a white square; otherwise as `stored_picture`."""
    return redrawn(file, ImageOps.pad)


def redrawn(file: "UploadedFile[bytes]", shaped: Shape) -> ContentFile[bytes]:
    """Judge an upload and draw it anew in a shape."""
    check_size(file, MOST_BYTES)
    check_image(file, most_pixels=MOST_PIXELS)
    try:
        with Image.open(file, formats=READERS) as image:
            return encoded(image, shaped)
    except (OSError, SyntaxError, ValueError) as error:
        raise broken_image() from error


def encoded(image: Image.Image, shaped: Shape = ImageOps.fit) -> ContentFile[bytes]:
    """Draw a picture anew under a name that nobody can guess."""
    turned = ImageOps.exif_transpose(image).convert("RGBA")
    square = shaped(turned, (SIDE, SIDE), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", square.size, "white")
    ground.paste(square, mask=square.getchannel("A"))
    result = BytesIO()
    ground.save(result, "WEBP", quality=84, exif=b"", xmp=b"")
    return ContentFile(result.getvalue(), f"{get_random_string(20).lower()}.webp")
