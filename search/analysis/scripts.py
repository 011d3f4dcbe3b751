"""Where words begin and end, in scripts with and without spaces."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# Scripts that put no spaces between words: their text is cut into pairs of characters.
UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u3040-\u30ff\u31f0-\u31ff"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\uac00-\ud7af\u1100-\u11ff"  # Hangul
    "\U00020000-\U0003ffff"  # Han, further planes
)
APOSTROPHES = "'’ʼ＇"


class Span(NamedTuple):
    """A piece of a text and where it stands."""

    text: str
    start: int
    end: int
    unspaced: bool = False


def spans(text: str) -> Iterator[Span]:
    """Yield words, with their inner apostrophes, and runs of unspaced script."""
    for match in _pattern().finditer(text):
        yield Span(match[0], match.start(), match.end(), match.lastgroup == "run")


def words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words alone, as they stand: quicker than `spans` over long texts."""
    return (match for match in _pattern().finditer(text) if match.lastgroup == "word")


@cache
def _pattern() -> re.Pattern[str]:
    letter = letter_pattern()
    return re.compile(rf"(?P<run>[{UNSPACED}]+)|(?P<word>{letter}+(?:[{APOSTROPHES}]{letter}+)*)")


@cache
def letter_pattern() -> str:
    """Return a regular expression of one letter of a word."""
    return rf"(?:(?![{UNSPACED}])[^\W_]|[{_ranges_of_marks()}\u200c\u200d\u0640])"


def _ranges_of_marks() -> str:
    """Return all combining marks as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in range(0x300, sys.maxunicode + 1):
        if unicodedata.category(chr(code)) in {"Mn", "Mc"}:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
