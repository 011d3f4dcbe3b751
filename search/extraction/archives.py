"""Office files as archives: what is in them, read safely."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from lxml import etree

from search.extraction.limits import EncryptedError, Limits, TooLargeError, UnreadableError

MOST_MEMBERS = 10_000
IS_ENCRYPTED = 0x1

Event = tuple[str, "etree._Element"]


@contextmanager
def opened(file: IO[bytes], limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open an archive of which nothing is encrypted and that unpacks to what it may.

    `zipfile` never unpacks more of a member than its directory says.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if any(member.flag_bits & IS_ENCRYPTED for member in members):
                raise EncryptedError
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or unpacked > limits.unpacked:
                raise TooLargeError("The archive would unpack to more than it may.")
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, KeyError) as error:
        raise UnreadableError(f"The archive is damaged: {error}") from error


def events(stream: IO[bytes], *, tags: tuple[str, ...]) -> Iterator[Event]:
    """Yield the start and the end of these elements; entities and networks are left alone."""
    try:
        parsing: Any = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        yield from parsing
    except (etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise UnreadableError(f"The text in the archive is damaged: {error}") from error


def emptied(element: Any) -> None:
    """Take everything out of an element but the text behind it. The stubs lack `keep_tail`."""
    element.clear(keep_tail=True)


def forget(element: "etree._Element") -> None:
    """Free a finished element and what stands before it, so that memory does not grow."""
    emptied(element)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
