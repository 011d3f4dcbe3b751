"""Plain text from the fields of a page.

Stream fields are read from their stored form: turning them into objects would ask the
database for every chosen image, document and record.
"""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

from cms.models import BasePage
from cms.plaintext import html_to_text, normalise


def page_text(page: BasePage) -> str:
    """All text of the page's `text_fields`, a paragraph a line."""
    return normalise("\n".join(text for name in page.text_fields for text in texts_of(page, name)))


def texts_of(page: BasePage, name: str) -> Iterator[str]:
    """The texts of one field."""
    field = page._meta.get_field(name)
    value = getattr(page, name)
    if isinstance(field, StreamField):
        yield from stream_texts(field.stream_block, list(value.raw_data))
    elif isinstance(field, RichTextField):
        yield html_to_text(value)
    else:
        yield str(value or "")


def stream_texts(block: blocks.Block, raw: Any) -> Iterator[str]:
    """Walk a block with its stored value and yield every text that a reader sees."""
    if not raw:
        return
    if isinstance(block, TypedTableBlock):
        yield from table_texts(raw)
    elif isinstance(block, blocks.RichTextBlock):
        yield html_to_text(raw)
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        yield str(raw)
    else:
        for child, value in children(block, raw):
            yield from stream_texts(child, value)


def children(block: blocks.Block, raw: Any) -> Iterator[tuple[blocks.Block, Any]]:
    """The blocks inside a block, each with its stored value."""
    if isinstance(block, blocks.StreamBlock):
        for item in raw:
            if item["type"] in block.child_blocks:
                yield block.child_blocks[item["type"]], item["value"]
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield child, raw.get(name)
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            in_block_format = isinstance(item, dict) and {"type", "value"} <= item.keys()
            yield block.child_block, item["value"] if in_block_format else item


def table_texts(raw: dict[str, Any]) -> Iterator[str]:
    """Caption, headings and cells, a row a line."""
    yield raw.get("caption") or ""
    yield " ".join(str(column["heading"]) for column in raw.get("columns", ()))
    for row in raw.get("rows", ()):
        yield " ".join(str(value) for value in row["values"] if value is not None)
