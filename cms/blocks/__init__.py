"""What the body of a page is built from."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.media import (
    AgentBlock,
    BuildingBlockBlock,
    DocumentBlock,
    FocalPointBlock,
    ImageBlock,
    LinkBlock,
)
from cms.blocks.records import RecordBlock, RecordsBlock, ReferenceBlock
from cms.blocks.text import (
    CallToActionBlock,
    DetailsBlock,
    HeadingBlock,
    KeyFiguresBlock,
    ParagraphBlock,
    QuoteBlock,
    table_block,
)
from cms.fields import SlimStreamField

BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock()),
    ("image", ImageBlock()),
    ("quote", QuoteBlock()),
    ("table", table_block()),
    ("key_figures", KeyFiguresBlock()),
    ("document", DocumentBlock()),
    ("call_to_action", CallToActionBlock()),
    ("details", DetailsBlock()),
    ("record", RecordBlock()),
    ("records", RecordsBlock()),
]


def stream(name: str, block: blocks.Block, label: Any, **options: Any) -> SlimStreamField:
    """A list of one kind of block."""
    return SlimStreamField(
        blocks.StreamBlock([(name, block)]), verbose_name=label, blank=True, default=list, **options
    )


def body_field() -> SlimStreamField:
    """The main text of a page."""
    return SlimStreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True, default=list)


def files_field(label: Any) -> SlimStreamField:
    """Files to download."""
    return stream("file", DocumentBlock(), label)


def links_field(label: Any) -> SlimStreamField:
    """Links to other sites."""
    return stream("link", LinkBlock(), label)


def agents_field() -> SlimStreamField:
    """Who made a record."""
    return stream("agent", AgentBlock(), _("people and organizations"))


def references_field() -> SlimStreamField:
    """Cross-references to other records."""
    return stream("reference", ReferenceBlock(), _("related records"))


def focal_points_field() -> SlimStreamField:
    """Whom to ask in a country."""
    return stream("focal_point", FocalPointBlock(), _("focal points"))


def building_blocks_field() -> SlimStreamField:
    """The parts of a solution."""
    return stream("building_block", BuildingBlockBlock(), _("building blocks"))
