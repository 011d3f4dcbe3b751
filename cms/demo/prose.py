"""Turns the short notation of the data files into the blocks of a page.

A block is separated by an empty line and begins with: `## ` heading, `> ` quotation
(` — ` before its author), `! ` emphasis, `- ` or `1. ` list, `| ` table, `= ` key figures
(`12 ha | restored | source`), `? ` text that opens, `@picture`, `@file`, `@record`,
`@records`. Everything else is a paragraph. `**bold**` and `*italic*` work in text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

Raw = dict[str, Any]
Resolver = Callable[[str, str], Any]

BOLD = re.compile(r"\*\*(.+?)\*\*")
ITALIC = re.compile(r"\*(.+?)\*")
NUMBERED = re.compile(r"\d+\. ")


def inline(text: str) -> str:
    """Escape text and mark bold and italics."""
    marked = BOLD.sub(r"<b>\1</b>", escape(" ".join(text.split()), quote=False))
    return ITALIC.sub(r"<i>\1</i>", marked)


def rich_text(text: str) -> str:
    """Paragraphs and lists as the editor's rich text."""
    return "".join(html_of(chunk) for chunk in chunks(text))


def blocks(text: str, seed: UUID, resolve: Resolver) -> list[Raw]:
    """The body's blocks with identifiers that follow from `seed` and their position.

    `resolve(command, argument)` returns the identifier of a picture, a file or a record.
    """
    found: list[tuple[str, Any]] = []
    for is_text, group in groupby(chunks(text), key=is_paragraph):
        pieces = list(group)
        if is_text:
            found.append(("paragraph", "".join(html_of(piece) for piece in pieces)))
        else:
            found.extend(special(piece, resolve) for piece in pieces)
    return identified(seed, "body", found)


def identified(seed: UUID, name: str, found: Sequence[tuple[str, Any]]) -> list[Raw]:
    """Name each block after the field and its position, so that languages run parallel."""
    raw = [
        {"type": kind, "value": value, "id": str(uuid5(seed, f"{name}/{number}"))}
        for number, (kind, value) in enumerate(found)
    ]
    for block in raw:
        if block["type"] == "key_figures":
            for number, figure in enumerate(block["value"]["figures"]):
                figure["id"] = str(uuid5(UUID(block["id"]), str(number)))
    return raw


def chunks(text: str) -> list[str]:
    """The blocks of the notation."""
    return [chunk.strip() for chunk in re.split(r"\n\s*\n", str(text).strip()) if chunk.strip()]


def is_paragraph(chunk: str) -> bool:
    """Whether the chunk is text for the paragraph block."""
    return not chunk.startswith(("## ", "> ", "| ", "= ", "? ", "@"))


def html_of(chunk: str) -> str:
    """One paragraph or list."""
    if chunk.startswith("! "):
        return f"<p><b>{inline(chunk[2:])}</b></p>"
    if chunk.startswith("- "):
        return f"<ul>{''.join(list_items(chunk, '- '))}</ul>"
    if NUMBERED.match(chunk):
        lines = NUMBERED.sub("- ", chunk)
        return f"<ol>{''.join(list_items(lines, '- '))}</ol>"
    return f"<p>{inline(chunk)}</p>"


def list_items(chunk: str, mark: str) -> Iterator[str]:
    """The lines of a list."""
    for line in chunk.splitlines():
        yield f"<li>{inline(line.removeprefix(mark))}</li>"


def special(chunk: str, resolve: Resolver) -> tuple[str, Raw]:
    """A block that is not text alone."""
    if chunk.startswith("@"):
        command, _space, argument = chunk[1:].partition(" ")
        return command_block(command, argument.strip(), resolve)
    mark, rest = chunk[:2], chunk[2:].strip()
    return {
        "##": heading, "> ": quotation, "| ": table, "= ": key_figures, "? ": details,
    }[mark](rest if mark != "| " else chunk)  # fmt: skip


def heading(text: str) -> tuple[str, Raw]:
    """A heading of the second level."""
    return "heading", {"text": text.strip(), "level": "2"}


def quotation(text: str) -> tuple[str, Raw]:
    """Somebody's words and who said them."""
    words, _dash, author = text.rpartition(" — ")
    return "quote", {"text": words or author, "author": author if words else ""}


def table(chunk: str) -> tuple[str, Raw]:
    """A table; its first line holds the headings."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in chunk.splitlines()
    ]
    columns = [{"type": "text", "heading": cell} for cell in rows[0]]
    return "table", {
        "columns": columns,
        "rows": [{"values": row} for row in rows[1:]],
        "caption": "",
    }


def key_figures(text: str) -> tuple[str, Raw]:
    """Numbers side by side, one a line."""
    figures = []
    for line in text.splitlines():
        value, label, source = (*(part.strip() for part in line.lstrip("= ").split("|")), "")[:3]
        figures.append(
            {"type": "item", "value": {"value": value, "label": label, "source": source}}
        )
    return "key_figures", {"figures": figures}


def details(text: str) -> tuple[str, Raw]:
    """A question whose answer opens."""
    question, _line, answer = text.partition("\n")
    return "details", {"summary": question.strip(), "text": rich_text(answer)}


def command_block(command: str, argument: str, resolve: Resolver) -> tuple[str, Raw]:
    """A picture, a file, a record or a list of records."""
    name, _bar, words = (part.strip() for part in argument.partition("|"))
    if command == "picture":
        return "image", {
            "image": resolve("picture", name), "alt_text": words, "decorative": False,
            "caption": "", "credit": "",
        }  # fmt: skip
    if command == "file":
        return "document", {"document": resolve("file", name), "title": words}
    if command == "record":
        return "record", {"record": resolve("record", name)}
    return "records", {"title": words, "kind": name, "terms": "", "length": "6"}
