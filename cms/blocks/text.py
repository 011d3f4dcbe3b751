"""Blocks of text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.fields import LIMITED_FEATURES


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text; the page's title is the only first level."""

    text = blocks.CharBlock(label=_("Heading"), max_length=160)
    level = blocks.ChoiceBlock(
        choices=[("2", _("Heading")), ("3", _("Subheading"))], default="2", label=_("Level")
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Text with bold, italics, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", LIMITED_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/paragraph.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Quotation"))
    author = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"


class TableBlock(TypedTableBlock):
    """A table whose cells are text or numbers."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"


def table_block() -> TableBlock:
    """A table with the cell types that we offer."""
    return TableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.FloatBlock(label=_("Number"), required=False)),
        ]
    )


class KeyFigureBlock(blocks.StructBlock):
    """One number that matters."""

    value = blocks.CharBlock(label=_("Number with its unit"), max_length=40)
    label = blocks.CharBlock(label=_("What it counts"), max_length=160)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        icon = "order"
        label = _("Key figure")


class KeyFiguresBlock(blocks.StructBlock):
    """Up to four numbers side by side."""

    figures = blocks.ListBlock(KeyFigureBlock(), min_num=1, max_num=4, label=_("Key figures"))

    class Meta:
        icon = "order"
        label = _("Key figures")
        template = "blocks/key_figures.html"


class DetailsBlock(blocks.StructBlock):
    """Text that opens when it is asked for."""

    summary = blocks.CharBlock(label=_("Question or title"), max_length=200)
    text = ParagraphBlock(label=_("Text"))

    class Meta:
        icon = "list-ul"
        label = _("Text that opens")
        template = "blocks/details.html"


class CallToActionBlock(blocks.StructBlock):
    """One thing to do next: a page of this site or an address elsewhere."""

    text = blocks.CharBlock(label=_("Words on the button"), max_length=80)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Address elsewhere"), required=False)
    note = blocks.CharBlock(label=_("Sentence above the button"), required=False, max_length=300)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Ask for exactly one target."""
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            raise blocks.StructBlockValidationError(
                non_block_errors=[
                    ValidationError(_("Choose a page of this site or write an address, not both."))
                ]
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/call_to_action.html"
