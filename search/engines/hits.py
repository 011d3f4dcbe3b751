"""Found records as hits: in which language they are shown, and what is marked."""

from collections.abc import Iterable

from records.models import Record
from search.engines.base import Hit, Segments
from search.highlighting import highlight, snippets


def make_hits(
    found: Iterable[tuple[Record, float]], *, language: str, wanted: frozenset[str]
) -> tuple[Hit, ...]:
    """Return a hit per (record, score), its title in the reader's language if there is one.

    Passages come from the summary or the text, in the reader's language or else in the
    first one that has what was looked for.
    """
    return tuple(_hit(record, score, language, wanted) for record, score in found)


def _hit(record: Record, score: float, language: str, wanted: frozenset[str]) -> Hit:
    title, title_language = record.text_in("titles", language)
    passages, passage_language = _passages(record, title_language, wanted)
    return Hit(
        record=record,
        language=title_language,
        title=highlight(title, title_language, wanted),
        snippets=passages,
        snippet_language=passage_language,
        score=score,
    )


def _passages(
    record: Record, language: str, wanted: frozenset[str]
) -> tuple[tuple[Segments, ...], str]:
    if wanted:
        for candidate in dict.fromkeys((language, *record.languages)):
            for field in (record.summaries, record.texts):
                text = str(field.get(candidate, ""))
                if found := snippets(text, candidate, wanted):
                    return found, candidate
    return (), ""
