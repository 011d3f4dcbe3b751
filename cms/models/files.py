"""The site's own image and document models, from the first migration on."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    """An image with who made it and under which licence."""

    credit = models.CharField(_("credit"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=255, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")


class CustomRendition(AbstractRendition):
    """A size or format of an image."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="cms_one_rendition",
            )
        ]


class CustomDocument(AbstractDocument):
    """A file with its language and licence."""

    language = models.CharField(_("language"), max_length=16, blank=True)
    licence = models.CharField(_("licence"), max_length=255, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "language", "licence")
