"""Text of plain text and of web pages, in whichever encoding it is."""

import codecs
import re
from collections.abc import Iterator
from typing import IO

from charset_normalizer import from_bytes
from lxml import etree, html

from search.extraction.limits import Limits, UnreadableError

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SAMPLE = 64 * 1024
DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
LONGEST_CHARACTER = 4
BLOCK = 64 * 1024
UNSEEN = ("script", "style", "template", "noscript", "svg", "math", "iframe", "object")
LINES = (
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "td", "th", "title", "tr", "ul",
)  # fmt: skip


def plain_pages(file: IO[bytes], limits: Limits) -> Iterator[tuple[int, str]]:
    """Yield a text in pieces of whole lines where there are lines."""
    data = file.read(limits.characters * LONGEST_CHARACTER)
    text = data.decode(encoding_of(data), errors="replace")
    start = 0
    while start < len(text):
        end = text.find("\n", start + BLOCK)
        end = end + 1 if 0 <= end < start + 2 * BLOCK else start + BLOCK
        yield 0, text[start:end]
        start = end


def web_pages(file: IO[bytes], limits: Limits) -> Iterator[tuple[int, str]]:
    """Yield what a reader of a web page sees."""
    data = file.read(limits.characters * LONGEST_CHARACTER)
    declared = DECLARED.search(data[:SAMPLE])
    encoding = known_encoding(declared[1].decode("ascii")) if declared else ""
    text = data.decode(encoding or encoding_of(data), errors="replace")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableError(f"The web page is damaged: {error}") from error
    etree.strip_elements(root, *UNSEEN, etree.Comment, with_tail=False)
    for element in root.iter(*LINES):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in "".join(map(str, root.itertext())).splitlines())
    yield 0, "\n".join(line for line in lines if line)


def encoding_of(data: bytes) -> str:
    """Return how a text is encoded: by its mark, UTF-8, or what is most likely."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        likely = from_bytes(data[:SAMPLE]).best()
        return known_encoding(likely.encoding if likely else "") or "cp1252"
    return "utf-8"


def known_encoding(name: str) -> str:
    """Return the name when Python has a codec of text for it, else ""."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    return name if found._is_text_encoding else ""
