"""Passages that were found, as a hit shows them."""

from collections.abc import Iterable, Mapping

from records.models import Record
from search.engines.base import PassageHit, Segment, Segments
from search.highlighting import ELLIPSIS, SNIPPET, snippets
from search.models import Passage
from search.passages import local_files


def passage_hits(
    records: Mapping[int, Record], chosen: Mapping[int, Iterable[int]], wanted: frozenset[str]
) -> Mapping[int, tuple[PassageHit, ...]]:
    """Return the chosen passages of each record, marked. One query, none without any.

    What the record does not name at this moment is left out.
    """
    numbers = {number for record in records for number in chosen.get(record, ())}
    if not numbers:
        return {}
    passages = Passage.objects.select_related("file").in_bulk(numbers)
    return {
        pk: tuple(
            _hit(passages[number], files[passages[number].file.url], wanted)
            for number in chosen.get(pk, ())
            if number in passages and passages[number].file.url in files
        )
        for pk, record in records.items()
        for files in (local_files(record),)
    }


def _hit(passage: Passage, title: str, wanted: frozenset[str]) -> PassageHit:
    file = passage.file
    return PassageHit(
        url=file.url,
        title=title or file.url.rpartition("/")[2],
        page=passage.page,
        text=passage_segments(passage.text, file.language, wanted),
        language=file.language,
    )


def passage_segments(text: str, language: str, wanted: frozenset[str]) -> Segments:
    """Return the best place of a passage, or its beginning when nothing can be marked."""
    found = snippets(text, language, wanted)
    if found:
        return found[0]
    return (Segment(text[:SNIPPET]), *((Segment(ELLIPSIS),) if len(text) > SNIPPET else ()))
