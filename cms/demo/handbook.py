"""The handbook of the demonstration: files of many pages, in six languages.

PDF in Latin letters; DOCX where letters are joined or many, which a PDF would need fonts for.
"""

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TypedDict
from xml.sax.saxutils import escape

import yaml

from cms.demo.files import paged_pdf

PAGES = Path(__file__).with_name("handbook.yaml")
LINE = 78
RIGHT_TO_LEFT = {"ar"}
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default
Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
PartName="/word/document.xml" ContentType=
"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
Id="rId1" Target="word/document.xml" Type=
"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
{}</w:body></w:document>"""


class Handbook(TypedDict):
    """A language of the handbook: on each page a heading, then sentences."""

    title: str
    pages: list[list[str]]


@cache
def handbooks() -> dict[str, Handbook]:
    """Every language of the handbook."""
    with PAGES.open(encoding="utf-8") as file:
        found: dict[str, Handbook] = yaml.load(file, Loader=yaml.CSafeLoader)
    return found


def title(language: str) -> str:
    """The title in a language."""
    return handbooks()[language]["title"]


def as_pdf(language: str) -> bytes:
    """The handbook as PDF."""
    book = handbooks()[language]
    pages = [
        [f"{number}. {heading}", "", *(line for text in texts for line in wrap(text, LINE))]
        for number, (heading, *texts) in enumerate(book["pages"], start=1)
    ]
    return paged_pdf(book["title"], pages, language)


def as_word(language: str) -> bytes:
    """The handbook as DOCX, each page on a page of its own."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS,
            "word/document.xml": DOCUMENT.format("".join(paragraphs(language))),
        }.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def paragraphs(language: str) -> Iterator[str]:
    """The paragraphs of a DOCX."""
    book = handbooks()[language]
    direction = "<w:bidi/>" if language in RIGHT_TO_LEFT else ""
    yield paragraph(book["title"], direction)
    for heading, *texts in book["pages"]:
        yield paragraph(heading, f"<w:pageBreakBefore/>{direction}")
        for text in texts:
            yield paragraph(text, direction)


def paragraph(text: str, properties: str) -> str:
    """A paragraph of a DOCX."""
    run = "<w:rPr><w:rtl/></w:rPr>" if "<w:bidi/>" in properties else ""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r>{run}"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )
