"""Records as documents of the index (mapping.py)."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from records.models import Record
from search.analysis.analyzer import analyse_plainly
from search.engines.elasticsearch.analysis import field_language
from search.facets import facet_values
from search.passages import FilePassage, passages_of
from search.subjects import Labels, Subjects, date_of, label_texts, names_of, subjects_of
from vocabularies.folding import fold
from vocabularies.stamp import Kept

PUBLIC = "public"
LONGEST_SORTED = 255

Source = dict[str, Any]

_labels: Kept[str, Labels] = Kept()


def documents(records: Iterable[Record]) -> list[Source]:
    """Return a document per record, in their order; the same record gives the same document.

    A tombstone gives a dead document without text: a late writer cannot bring the text back,
    which a deletion in Elasticsearch would allow after a minute. A few look-ups for any
    number of records.
    """
    rows = list(records)
    live = [record for record in rows if record.deleted_at is None]
    subjects = subjects_of(live)
    closures = (known.closure for known in subjects.values())
    labels = _labels.get_many(set().union(*closures), label_texts)
    passages = passages_of(live)
    return [
        _live(record, subjects[record.pk], labels, passages.get(record.pk, ()))
        if record.pk in subjects
        else _dead(record)
        for record in rows
    ]


def texts_document(*, title: str, text: str, language: str) -> Source:
    """Return the fields of a text that is no record (trials)."""
    field = field_language(language)
    return {
        "dead": False,
        "container_gate": PUBLIC,
        "restriction_gate": PUBLIC,
        "titles": {field: [composed(title)]},
        "texts": {field: [composed(text)]},
        "folded_titles": [fold(title)[:LONGEST_SORTED]],
    }


def composed(text: str) -> str:
    """Return the text as queries are written: accents and letters are one character."""
    return unicodedata.normalize("NFC", text)


def _dead(record: Record) -> Source:
    return {"record": record.pk, "uid": str(record.uid), "seq": record.seq, "dead": True}


def _live(
    record: Record,
    subjects: Subjects,
    labels: Mapping[str, Labels],
    passages: Iterable[FilePassage],
) -> Source:
    facets: dict[str, set[str]] = defaultdict(set)
    for facet, value in facet_values(record, subjects.carried, subjects.closure):
        facets[facet].add(value)
    is_public = not (record.container_gate or record.restriction_gate)
    source: Source = {
        "record": record.pk,
        "uid": str(record.uid),
        "seq": record.seq,
        "dead": False,
        "container_gate": record.container_gate or PUBLIC,
        "restriction_gate": record.restriction_gate or PUBLIC,
        "facets": {facet: sorted(values) for facet, values in sorted(facets.items())},
        "terms": sorted(subjects.carried),
        "dated": date_of(record).isoformat(),
        "starts": record.start.isoformat() if record.start else None,
        "titles": _by_field(record.titles.items()),
        "summaries": _by_field(record.summaries.items()),
        "texts": _by_field(record.texts.items()),
        "labels": _by_field(
            label for identifier in sorted(subjects.closure) for label in labels.get(identifier, ())
        ),
        "names": [composed(name) for name in names_of(record)],
        **_titles(record),
        "public_titles": _words(record) if is_public else None,
        "passages": [_passage(passage) for passage in passages],
    }
    return {name: value for name, value in source.items() if value not in (None, [], {})}


def _titles(record: Record) -> Source:
    """Return the titles as they are compared and sorted."""
    folded = {
        field_language(code): fold(str(title))[:LONGEST_SORTED]
        for code, title in sorted(record.titles.items())
    }
    default = field_language(record.default_language)
    return {
        "folded_titles": sorted(set(folded.values()) - {""}),
        "sort_titles": folded,
        "sort_title": folded.get(default) or next(iter(folded.values()), ""),
    }


def _words(record: Record) -> str:
    """Return the words of all titles, folded: where better spellings come from."""
    tokens = (token for title in record.titles.values() for token in analyse_plainly(str(title)))
    return " ".join(sorted({token.text for token in tokens if not token.single}))


def _by_field(texts: Iterable[tuple[str, Any]]) -> dict[str, list[str]]:
    """Return texts by the language of their fields, each once, in their order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for language, text in texts:
        if text:
            found[field_language(language)][composed(str(text))] = None
    return {field: list(values) for field, values in sorted(found.items())}


def _passage(passage: FilePassage) -> Source:
    return {
        "number": passage.number,
        "text": {field_language(passage.language): composed(passage.text)},
    }
