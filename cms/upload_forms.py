"""The forms behind every upload in Wagtail's admin.

Wagtail builds the forms of the single page, the multiple upload and both choosers on
these two (`WAGTAILDOCS_DOCUMENT_FORM_BASE`, `WAGTAILIMAGES_IMAGE_FORM_BASE`), so a file
is judged at every door.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from accounts.pictures import broken_image, check_image, check_size, without_traces
from cms.uploads import check_document


class DocumentForm(BaseDocumentForm):
    """A document that is what its name says."""

    def clean_file(self) -> "UploadedFile[bytes]":
        """Judge a new file; one that is stored already was judged when it came."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_size(file, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
            check_document(file)
        return file


class CheckedImageField(WagtailImageField):
    """An image file, judged before anything draws it.

    Wagtail's own field decodes the whole picture before it counts the pixels, and answers
    a broken one with a server error.
    """

    def to_python(self, data: "UploadedFile[bytes] | None") -> "UploadedFile[bytes] | None":
        """Judge a new image and take its traces away.

        The uploaded file itself is changed: the multiple upload keeps it, rather than
        the cleaned value, when another field is still wrong.
        """
        if data is None:
            return None
        check_size(data, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        check_image(data, most_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
        try:
            clean = without_traces(data)
            if clean is not None:
                data.file = BytesIO(clean)
                data.size = len(clean)
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError) as error:
            raise broken_image() from error


class ImageForm(BaseImageForm):
    """An image that can be drawn safely and does not say where it was taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.fields.get("file")
        if given is not None:
            self.fields["file"] = CheckedImageField(
                label=given.label, required=given.required, widget=given.widget
            )
