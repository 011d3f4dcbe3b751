"""The concept matcher: which terms a text names, in any language.

`match("aires marines protégées")` finds the term whose French label that is, so that a
search finds what was written in other languages. Labels of every kind and language count.
One query for a text of any length (its beginning counts); the label table is its index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from vocabularies.folding import fold
from vocabularies.models import TermLabel

MAX_WORDS = 60
MAX_WINDOWS = 4000
WINDOW_WORDS = 5
# Chinese, Japanese and Korean write words without spaces between them.
WINDOW_CHARACTERS = 16
IDEOGRAPHS = (range(0x3400, 0xA000), range(0x3040, 0x3100), range(0xF900, 0xFB00))


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the text: characters `start` to `end` of its folded form."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """The terms that a text names; `is_whole` tells that the text is nothing but a name."""

    terms: frozenset[str] = frozenset()
    is_whole: bool = False


def match(text: str) -> frozenset[str]:
    """Return the identifiers of the terms that `text` names.

    The longest name wins: "Papua New Guinea" does not name Guinea. A replaced term gives
    its successor.
    """
    return match_whole(text).terms


def match_whole(text: str) -> Match:
    """Return the terms that `text` names as `match` does, and whether that is all it says."""
    folded = fold(text)
    windows = list(islice(windows_of(folded), MAX_WINDOWS))
    named = _named({window.text for window in windows})
    found: set[str] = set()
    taken: list[Window] = []
    for window in sorted(windows, key=lambda window: window.start - window.end):
        if window.text not in named or any(_within(window, longer) for longer in taken):
            continue
        taken.append(window)
        found |= named[window.text]
    return Match(frozenset(found), any(window.text == folded for window in taken))


def windows_of(folded: str) -> Iterator[Window]:
    """Yield each run of up to five words, the whole text, and pieces of unspaced scripts."""
    words = _words(folded)[:MAX_WORDS]
    for first in range(len(words)):
        for last in range(first, min(first + WINDOW_WORDS, len(words))):
            start, end = words[first][0], words[last][1]
            yield Window(start, end, folded[start:end])
    if len(words) > WINDOW_WORDS:
        yield Window(0, words[-1][1], folded[: words[-1][1]])
    for start, end in words:
        if any(_is_ideograph(character) for character in folded[start:end]):
            yield from _pieces(folded, start, min(end, start + 4 * WINDOW_CHARACTERS))


def _words(folded: str) -> list[tuple[int, int]]:
    """Return (start, end) of each word."""
    spans, position = [], 0
    for word in folded.split(" ") if folded else ():
        spans.append((position, position + len(word)))
        position += len(word) + 1
    return spans


def _pieces(folded: str, start: int, end: int) -> Iterator[Window]:
    for first in range(start, end):
        for last in range(first + 2, min(first + WINDOW_CHARACTERS, end) + 1):
            yield Window(first, last, folded[first:last])


def _is_ideograph(character: str) -> bool:
    return any(ord(character) in block for block in IDEOGRAPHS)


def _named(texts: set[str]) -> dict[str, set[str]]:
    if not texts:
        return {}
    rows = TermLabel.objects.filter(folded__in=texts).values_list(
        "folded", "term__identifier", "term__replaced_by__identifier"
    )
    named: dict[str, set[str]] = {}
    for text, identifier, successor in rows:
        named.setdefault(text, set()).add(successor or identifier)
    return named


def _within(window: Window, longer: Window) -> bool:
    return longer.start <= window.start and window.end <= longer.end and window != longer
