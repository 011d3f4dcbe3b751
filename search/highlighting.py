"""What was looked for, marked in the texts. Pure; the result is segments, never HTML."""

from collections.abc import Iterable, Sequence
from itertools import islice

from search.analysis.analyzer import Token, analyse, analyse_plainly
from search.analysis.finding import occurrences
from search.engines.base import Segment, Segments
from search.query import Query

SNIPPET = 180
SNIPPETS = 2
READ = 10_000
ELLIPSIS = "…"


def wanted_tokens(query: Query, languages: Iterable[str]) -> frozenset[str]:
    """Return the tokens of what a query looks for, as each of the languages reads it."""
    texts = [clause.text for clause in (*query.words, *query.phrases)]
    bases = {code.partition("-")[0] for code in languages}
    return frozenset(
        token.text
        for text in texts
        for tokens in (analyse_plainly(text), *(analyse(text, base) for base in bases))
        for token in tokens
    )


def highlight(text: str, language: str, wanted: frozenset[str]) -> Segments:
    """Return the whole text with the wanted tokens marked."""
    return _segments(text, _marks(text[:READ], language, wanted), 0, len(text))


def snippets(text: str, language: str, wanted: frozenset[str]) -> tuple[Segments, ...]:
    """Return up to two passages that hold the most different wanted tokens, in order.

    Without any there is no passage.
    """
    marks = _marks(text[:READ], language, wanted)
    chosen: list[tuple[int, int]] = []
    seen: set[str] = set()
    for first in _best_first(marks):
        start, end = _window(text, marks[first].start)
        tokens = {mark.text for mark in marks if start <= mark.start and mark.end <= end}
        if tokens <= seen or any(start < other[1] and other[0] < end for other in chosen):
            continue
        seen |= tokens
        chosen.append((start, end))
        if len(chosen) == SNIPPETS:
            break
    return tuple(_passage(text, marks, start, end) for start, end in sorted(chosen))


def _marks(text: str, language: str, wanted: frozenset[str]) -> list[Token]:
    """Return the wanted tokens in their order, none within another."""
    if not wanted:
        return []
    found = occurrences(text, language, wanted)
    pairs = [token for token in found if not token.single]
    return sorted(pairs or found, key=lambda token: (token.start, -token.end))


def _best_first(marks: Sequence[Token]) -> Iterable[int]:
    """Yield where passages could begin, those with most different tokens first."""
    richness = [
        len(
            {
                mark.text
                for mark in islice(marks, index, index + 40)
                if mark.end <= marks[index].start + SNIPPET * 2 // 3
            }
        )
        for index in range(len(marks))
    ]
    return sorted(range(len(marks)), key=lambda index: (-richness[index], index))


def _window(text: str, centre: int) -> tuple[int, int]:
    """Return a passage around a place, from word to word."""
    start = max(centre - SNIPPET // 3, 0)
    if start:
        space = text.find(" ", start, centre)
        start = space + 1 if space >= 0 else start
    end = min(start + SNIPPET, len(text))
    if end < len(text):
        space = text.rfind(" ", centre + 1, end)
        end = space if space > centre else end
    return start, end


def _passage(text: str, marks: Sequence[Token], start: int, end: int) -> Segments:
    segments = _segments(text, marks, start, end)
    before = (Segment(ELLIPSIS),) if start else ()
    after = (Segment(ELLIPSIS),) if end < len(text) else ()
    return (*before, *segments, *after)


def _segments(text: str, marks: Sequence[Token], start: int, end: int) -> Segments:
    segments: list[Segment] = []
    position = start
    for mark in marks:
        if mark.end > end or mark.end <= position:
            continue
        if mark.start > position:
            segments.append(Segment(text[position : mark.start]))
        begin = max(mark.start, position)
        if segments and segments[-1].marked and begin == position:
            segments[-1] = Segment(segments[-1].text + text[begin : mark.end], marked=True)
        else:
            segments.append(Segment(text[begin : mark.end], marked=True))
        position = mark.end
    if position < end:
        segments.append(Segment(text[position:end]))
    return tuple(segments)
