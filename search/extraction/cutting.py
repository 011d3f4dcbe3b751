"""Pages cut into passages, at the ends of paragraphs and sentences. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LENGTH = 1500
LONGEST = 1600
SHORTEST_TAIL = 300
# Letters drawn as they stand in a word or joined: Arabic forms and Latin ligatures.
DRAWN = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]+")
# NUL and surrogates cannot be stored; the rest shows as boxes.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffd\ud800-\udfff]+")
SPACES = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\n\s*\n\s*")
SENTENCE = re.compile(r"(?<=[.!?…؟۔])\s+|(?<=[。！？])\s*")


def passages(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield (page, passage of some 1,500 characters, 1,600 at most), none across two pages.

    Pieces of the same page that follow one another are joined first.
    """
    page, waiting = 0, ""
    for number, text in texts:
        if number != page:
            yield from ((page, passage) for passage in cut(waiting))
            page, waiting = number, ""
        waiting += "\n\n" + clean(text)
        if len(waiting) > 10 * LENGTH:
            *ready, waiting = cut(waiting) or [""]
            yield from ((page, passage) for passage in ready)
    yield from ((page, passage) for passage in cut(waiting))


def clean(text: str) -> str:
    """Return a text that can be stored and shown: letters as they are typed, single spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = DRAWN.sub(lambda drawn: unicodedata.normalize("NFKC", drawn[0]), text)
    text = UNPRINTABLE.sub("", unicodedata.normalize("NFC", text))
    return EMPTY_LINES.sub("\n\n", SPACES.sub(" ", text)).strip()


def cut(text: str) -> list[str]:
    """Return the passages of the text of one page."""
    found: list[str] = []
    current = ""
    for piece in pieces(text):
        if current and len(current) + len(piece) > LENGTH:
            found.append(current.strip())
            current = ""
        current += piece
    tail = current.strip()
    if tail and found and len(tail) < SHORTEST_TAIL and len(found[-1]) + len(tail) < LONGEST:
        found[-1] = f"{found[-1]}\n{tail}"
    elif tail:
        found.append(tail)
    return found


def pieces(text: str) -> Iterator[str]:
    """Yield paragraphs; of longer ones sentences; of longer ones words; none is too long."""
    for paragraph in text.split("\n\n"):
        if len(paragraph) <= LENGTH:
            yield paragraph + "\n\n"
            continue
        for sentence in SENTENCE.split(paragraph):
            yield from broken(sentence)


def broken(sentence: str) -> Iterator[str]:
    """Yield a sentence in parts that are short enough, from word to word."""
    while len(sentence) > LENGTH:
        end = sentence.rfind(" ", LENGTH // 2, LENGTH)
        end = end if end > 0 else LENGTH
        yield sentence[:end] + " "
        sentence = sentence[end:].lstrip()
    yield sentence + " "
