"""Text of ODT, ODP and ODS: OpenDocument, read as a stream of its paragraphs."""

from collections.abc import Iterator
from typing import IO

from lxml import etree

from search.extraction.archives import emptied, events, forget, opened
from search.extraction.limits import EncryptedError, Limits

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{OASIS}text:1.0}}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
PAGES = (f"{OASIS}drawing:1.0}}page", f"{OASIS}table:1.0}}table")
# Comments, what was deleted, and the notes of a speaker.
HIDDEN = (
    f"{OASIS}office:1.0}}annotation",
    f"{TEXT}tracked-changes",
    f"{OASIS}presentation:1.0}}notes",
)
SPACES = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
BODY_OF_TEXT = f"{OASIS}office:1.0}}text"
MANIFEST = "META-INF/manifest.xml"


def document_pages(file: IO[bytes], limits: Limits) -> Iterator[tuple[int, str]]:
    """Yield paragraphs with the number of their slide or sheet, 0 in a text."""
    with opened(file, limits) as archive:
        if MANIFEST in archive.namelist():
            with archive.open(MANIFEST) as stream:
                if b"encryption-data" in stream.read(limits.unpacked):
                    raise EncryptedError
        with archive.open("content.xml") as stream:
            yield from paragraphs(stream)


def paragraphs(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    """Yield (page, text of a paragraph)."""
    page = hidden = 0
    is_text = False
    for event, element in events(stream, tags=(*PARAGRAPHS, *PAGES, *HIDDEN, BODY_OF_TEXT)):
        if element.tag in HIDDEN:
            hidden += 1 if event == "start" else -1
            if event == "end":
                emptied(element)
        elif element.tag == BODY_OF_TEXT:
            is_text = True
        elif element.tag in PAGES:
            page += event == "start" and not is_text
        elif event == "end":
            if not hidden:
                yield page, "".join(pieces(element))
            forget(element)


def pieces(element: "etree._Element") -> Iterator[str]:
    """Yield the text of an element in its order; spaces are elements of their own."""
    yield element.text or ""
    for child in element.iterchildren():
        yield SPACES.get(str(child.tag), "")
        yield from pieces(child)
        yield child.tail or ""
