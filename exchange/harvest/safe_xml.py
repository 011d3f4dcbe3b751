"""XML from strangers: read piece by piece, with no entity, no network and no recovery.

lxml without `huge_tree` stops billion laughs, endless texts and depth, but accepts a
DOCTYPE, which `sniffing.check_prologue` refuses first (notes: exchange.md 2.6).
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from exchange.harvest.items import MAX_DEPTH, MAX_RECORD_PARTS, Place, RefusedFileError

NOT_ELEMENTS = (etree._Comment, etree._ProcessingInstruction, etree._Entity)


class Elements:
    """The events of one document, with its depth and the size of each part watched.

    Iterate for (event, element). Call `forget(element)` when a part is dealt with: its
    memory is given back and the next part may be as large again.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._events = etree.iterparse(
            stream,
            events=("start", "end", "comment", "pi"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            attribute_defaults=False,
            huge_tree=False,
            recover=False,
        )
        self._depth = 0
        self._parts = 0
        self._line = 0

    def __iter__(self) -> Iterator[tuple[str, etree._Element]]:
        try:
            for event, element in self._events:
                self._watch(event, element)
                if event in {"start", "end"}:
                    yield event, element
        except etree.XMLSyntaxError as error:
            raise RefusedFileError(_reason(error), Place(line=error.lineno or 0)) from error

    def forget(self, element: etree._Element) -> None:
        """Give back the memory of the element and of everything before it."""
        self._parts = 0
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]

    def _watch(self, event: str, element: etree._Element) -> None:
        self._line = line_of(element) or self._line
        self._parts += 1
        if self._parts == 1 and element.getroottree().docinfo.internalDTD is not None:
            raise RefusedFileError("The XML has a document type (DOCTYPE). Remove it.")
        if self._parts > MAX_RECORD_PARTS:
            raise RefusedFileError(
                f"One record has more than {MAX_RECORD_PARTS:,} elements.", Place(line=self._line)
            )
        if event == "start":
            self._depth += 1
        elif event == "end":
            self._depth -= 1
        if self._depth > MAX_DEPTH:
            raise RefusedFileError(
                f"Elements are nested more than {MAX_DEPTH} deep.", Place(line=self._line)
            )


def _reason(error: etree.XMLSyntaxError) -> str:
    text = str(error.msg or error).split("\n", maxsplit=1)[0]
    if "Excessive depth" in text:
        return f"Elements are nested more than {MAX_DEPTH} deep."
    return f"The XML is broken from here on: {text.rstrip('.')}."


def line_of(element: etree._Element) -> int:
    """The line of the file on which the element begins; 0 when unknown."""
    found: int | None = getattr(element, "sourceline", None)
    return found or 0


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(etree.QName(element).localname)


def text_of(element: etree._Element | None) -> str:
    """All text inside the element."""
    return "" if element is None else "".join(str(part) for part in element.itertext())


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Child elements, without comments and processing instructions."""
    return (child for child in element if not isinstance(child, NOT_ELEMENTS))


def serialised(element: etree._Element) -> str:
    """The element as text, without what follows it."""
    return etree.tostring(element, encoding="unicode", with_tail=False)
