"""Found records as hits: in which language they are shown, and what is marked."""

from collections.abc import Iterable, Mapping

from records.models import Record
from search.engines.base import Hit, PassageHit, Segments
from search.highlighting import highlight, snippets


def make_hits(
    found: Iterable[tuple[Record, float]],
    *,
    language: str,
    wanted: frozenset[str],
    passages: Mapping[int, tuple[PassageHit, ...]] | None = None,
) -> tuple[Hit, ...]:
    """Return a hit per (record, score), its title in the reader's language if there is one.

    Snippets come from the summary or the text, in the reader's language or else in the
    first one that has what was looked for. `passages` are those of files, by record.
    """
    return tuple(
        _hit(record, score, language, wanted, (passages or {}).get(record.pk, ()))
        for record, score in found
    )


def _hit(
    record: Record,
    score: float,
    language: str,
    wanted: frozenset[str],
    passages: tuple[PassageHit, ...],
) -> Hit:
    title, title_language = record.text_in("titles", language)
    found, found_language = _snippets(record, title_language, wanted)
    return Hit(
        record=record,
        language=title_language,
        title=highlight(title, title_language, wanted),
        snippets=found,
        snippet_language=found_language,
        passages=passages,
        score=score,
    )


def _snippets(
    record: Record, language: str, wanted: frozenset[str]
) -> tuple[tuple[Segments, ...], str]:
    if wanted:
        for candidate in dict.fromkeys((language, *record.languages)):
            for field in (record.summaries, record.texts):
                text = str(field.get(candidate, ""))
                if found := snippets(text, candidate, wanted):
                    return found, candidate
    return (), ""
