"""Text of DOCX and PPTX: Office Open XML, read as a stream of its paragraphs."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

from search.extraction.archives import events, forget, opened
from search.extraction.limits import Limits, UnreadableError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What is in a text box stands there twice; the second is for old programs.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
LARGEST_RELATIONS = 4 * 1024 * 1024


def word_pages(file: IO[bytes], limits: Limits) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a DOCX, its notes last. It has no pages until it is printed."""
    with opened(file, limits) as archive:
        present = set(archive.namelist())
        for part in WORD_PARTS:
            if part in present:
                with archive.open(part) as stream:
                    for paragraph in paragraphs(stream, WORD):
                        yield 0, paragraph


def slide_pages(file: IO[bytes], limits: Limits) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a PPTX with the number of their slide. Notes are not read."""
    with opened(file, limits) as archive:
        for number, part in enumerate(slide_parts(archive), start=1):
            with archive.open(part) as stream:
                yield number, "\n".join(paragraphs(stream, DRAWING))


def paragraphs(stream: IO[bytes], prefix: str) -> Iterator[str]:
    """Yield the text of each paragraph; what was deleted or is a field's code is not text."""
    text, paragraph = f"{prefix}t", f"{prefix}p"
    breaks = {f"{prefix}br": "\n", f"{prefix}cr": "\n", f"{prefix}tab": "\t"}
    pieces: list[str] = []
    skipping = 0
    for event, element in events(stream, tags=(text, paragraph, FALLBACK, *breaks)):
        tag = element.tag
        if tag == FALLBACK:
            skipping += 1 if event == "start" else -1
        elif skipping or event == "start":
            continue
        elif tag == paragraph:
            yield "".join(pieces)
            pieces = []
            forget(element)
        else:
            pieces.append(breaks.get(str(tag)) or element.text or "")


def slide_parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the parts of the slides in the order in which they are shown."""
    targets = {
        element.get("Id"): posixpath.normpath(posixpath.join("ppt", element.get("Target") or ""))
        for element in tree(archive, "ppt/_rels/presentation.xml.rels").iter(
            f"{RELATIONS}Relationship"
        )
    }
    shown = tree(archive, "ppt/presentation.xml").iter(f"{SLIDES}sldId")
    parts = [targets.get(element.get(RELATION)) for element in shown]
    present = set(archive.namelist())
    # A target that begins with a slash counts from the archive's root.
    return [part.lstrip("/") for part in parts if part and part.lstrip("/") in present]


def tree(archive: zipfile.ZipFile, part: str) -> "etree._Element":
    """Return a small part of the archive."""
    if archive.getinfo(part).file_size > LARGEST_RELATIONS:
        raise UnreadableError("The list of slides is too long.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(archive.read(part), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"The list of slides is damaged: {error}") from error
