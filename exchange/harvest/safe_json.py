"""JSON from strangers: read value by value, so that depth, size and memory stay bounded."""

import codecs
from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

from exchange.harvest.items import MAX_DEPTH, MAX_RECORD_PARTS, Place, RefusedFileError

OPENING = frozenset({"start_map", "start_array"})
CLOSING = frozenset({"end_map", "end_array"})

Event = tuple[int, str, Any]


class Values:
    """The events of one document as (depth, event, value).

    `depth` counts the containers around the event; an opening event has the depth outside
    of it, and so has its closing one. Whoever finishes a record resets `count` and says its
    number in `record`; `has_list` is for the reader to remember that it saw one.
    """

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        head = stream.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise RefusedFileError("The JSON is in UTF-16; JSON is exchanged in UTF-8.")
        stream.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
        self._stream = stream
        self.count = 0
        self.record = 0
        self.has_list = False

    def __iter__(self) -> Iterator[Event]:
        depth = 0
        try:
            for event, value in ijson.basic_parse(self._stream, use_float=True):
                if event in CLOSING:
                    depth -= 1
                yield depth, event, value
                if event in OPENING:
                    depth += 1
                self._watch(depth)
        except (ijson.JSONError, ValueError) as error:
            raise RefusedFileError(self._reason(error), Place(record=self.record)) from error

    def _watch(self, depth: int) -> None:
        self.count += 1
        if depth > MAX_DEPTH:
            raise RefusedFileError(
                f"Values are nested more than {MAX_DEPTH} deep.", Place(record=self.record)
            )
        if self.count > MAX_RECORD_PARTS:
            raise RefusedFileError(
                f"One record has more than {MAX_RECORD_PARTS:,} values.", Place(record=self.record)
            )

    def _reason(self, error: Exception) -> str:
        text = str(error).strip().split("\n", maxsplit=1)[0].rstrip(".")
        after = f" after record {self.record}" if self.record else ""
        if isinstance(error, ijson.IncompleteJSONError) and "premature" in text:
            return f"The JSON ends too early{after}: the file is incomplete."
        return f"The JSON is broken{after}: {text}."


def build(values: Iterator[Event], first: Event) -> Any:
    """Return the value that begins with `first`, reading on to its end."""
    builder = ijson.ObjectBuilder()
    depth, event, value = first
    builder.event(event, value)
    if event in OPENING:
        for inner_depth, event, value in values:
            builder.event(event, value)
            if event in CLOSING and inner_depth == depth:
                break
    return builder.value
