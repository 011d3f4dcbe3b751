"""Blocks with pictures, files and links."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.choices import AgentRole

MISSING_ALT = _(
    "Describe the picture for people who do not see it, or mark it as decoration."
)  # fmt: skip


class ImageBlock(blocks.StructBlock):
    """A picture with a description, or marked as decoration."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("Description"),
        required=False,
        max_length=250,
        help_text=_("What somebody who does not see the picture needs to know."),
    )
    decorative = blocks.BooleanBlock(label=_("Only decoration"), required=False, default=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(
        label=_("Credit"),
        required=False,
        max_length=200,
        help_text=_("Who made the picture. Empty: the credit stored with the picture."),
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Ask for a description or the word that none is needed."""
        cleaned = super().clean(value)
        if not cleaned.get("decorative") and not cleaned.get("alt_text"):
            raise blocks.StructBlockValidationError(
                block_errors={"alt_text": ValidationError(MISSING_ALT)}
            )
        return cleaned

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/image.html"


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=255,
        help_text=_("Empty: the title stored with the file."),
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "blocks/document.html"


class LinkBlock(blocks.StructBlock):
    """A link of a record (CBD `ELink`)."""

    url = blocks.URLBlock(label=_("Address"))
    name = blocks.CharBlock(label=_("Name"), required=False, max_length=255)
    language = blocks.ChoiceBlock(
        label=_("Language"), required=False, choices=list(settings.LANGUAGES)
    )

    class Meta:
        icon = "link"
        label = _("Link")


class AgentBlock(blocks.StructBlock):
    """A person or an organization that made the record. Never a mail address."""

    name = blocks.CharBlock(label=_("Name"), max_length=255)
    role = blocks.ChoiceBlock(label=_("Role"), choices=AgentRole.choices, default="creator")
    orcid = blocks.RegexBlock(
        regex=r"^$|^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$",
        label="ORCID",
        required=False,
        error_messages={"invalid": _("Write the ORCID as 0000-0000-0000-0000.")},
    )
    ror = blocks.URLBlock(label="ROR", required=False)

    class Meta:
        icon = "user"
        label = _("Person or organization")


class FocalPointBlock(blocks.StructBlock):
    """Whom to ask in a country. No address is shown: the link leads to a contact form."""

    name = blocks.CharBlock(label=_("Name"), max_length=200)
    role = blocks.CharBlock(
        label=_("Role"), max_length=200, help_text=_("For example: National focal point.")
    )
    organization = blocks.CharBlock(label=_("Organization"), required=False, max_length=255)
    contact_url = blocks.URLBlock(
        label=_("Contact page"),
        required=False,
        help_text=_("A page with a contact form. Do not write a mail address."),
    )

    class Meta:
        icon = "user"
        label = _("Focal point")


class BuildingBlockBlock(blocks.StructBlock):
    """A part of a solution that others can use (PANORAMA)."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    description = blocks.TextBlock(label=_("Description"))
    enabling_factors = blocks.TextBlock(label=_("What made it possible"), required=False)
    lessons = blocks.TextBlock(label=_("What was learned"), required=False)

    class Meta:
        icon = "cogs"
        label = _("Building block")
        template = "blocks/building_block.html"
