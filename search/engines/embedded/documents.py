"""Records as rows of the embedded index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db.models import F

from records.models import Record
from search.analysis.analyzer import analyse, analyse_plainly, stream
from search.facets import facet_values
from vocabularies.folding import fold
from vocabularies.hierarchy import with_broader
from vocabularies.labels import canonical
from vocabularies.models import TermLabel
from vocabularies.stamp import Kept

MAX_TOKENS = 20_000
MAX_WORD = 40
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class EntryData:
    """A language of a record: its folded title and its columns of tokens."""

    language: str
    folded_title: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DocumentData:
    """A record made ready for the index."""

    record: int
    dated: date
    starts: datetime | None
    entries: tuple[EntryData, ...]
    facets: frozenset[tuple[str, str]]
    words: frozenset[str] = field(default_factory=frozenset)


TermLabels = tuple[tuple[str, str], ...]
_labels: Kept[str, TermLabels] = Kept()


def documents(records: Iterable[Record]) -> list[DocumentData]:
    """Return a document per live record. A few look-ups for any number of records."""
    live = [record for record in records if record.deleted_at is None]
    carried = {record.pk: {*record.terms, *_countries(record)} for record in live}
    known = canonical(set().union(*carried.values()))
    terms = {pk: {known.get(term, term) for term in own} for pk, own in carried.items()}
    closures = {pk: with_broader(own) if own else set() for pk, own in terms.items()}
    labels = _labels.get_many(set().union(*closures.values()), _load_labels)
    return [_document(record, terms[record.pk], closures[record.pk], labels) for record in live]


def _countries(record: Record) -> list[str]:
    return [f"countries:{code}" for code in record.countries]


def _load_labels(identifiers: set[str]) -> dict[str, TermLabels]:
    """Return (language, tokens of all its labels) of each term."""
    texts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = TermLabel.objects.filter(term__identifier__in=identifiers).values_list(
        F("term__identifier"), "language", "text"
    )
    for identifier, language, text in rows:
        texts[identifier][language].append(stream(analyse(text, language)))
    return {
        identifier: tuple((language, " ".join(tokens)) for language, tokens in by.items())
        for identifier, by in texts.items()
    }


def _document(
    record: Record,
    carried: set[str],
    closure: set[str],
    term_labels: Mapping[str, TermLabels],
) -> DocumentData:
    labels: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(closure):
        for language, tokens in term_labels.get(identifier, ()):
            labels[language].append(tokens)
    names = stream(analyse_plainly(" \n ".join(_names(record))))
    entries = tuple(
        _entry(record, language, labels.get(language, ()), names)
        for language in sorted({*record.titles, *labels})
    )
    words = {word for entry in entries for word in entry.columns["plain"].split()}
    dated = record.issued or (record.modified or record.created).date()
    return DocumentData(
        record=record.pk,
        dated=dated,
        starts=record.start,
        entries=entries,
        facets=frozenset(facet_values(record, carried, closure)),
        words=frozenset(word for word in words if SHORTEST_WORD <= len(word) <= MAX_WORD),
    )


def _names(record: Record) -> list[str]:
    return [*(str(agent.get("name", "")) for agent in record.agents), record.publisher]


def _entry(record: Record, language: str, labels: Sequence[str], names: str) -> EntryData:
    title = str(record.titles.get(language, ""))
    singles: list[str] = []
    columns = {
        column: _column(str(text), language, singles)
        for column, text in (
            ("title", title),
            ("summary", record.summaries.get(language, "")),
            ("body", record.texts.get(language, "")),
        )
    }
    return EntryData(
        language=language,
        folded_title=fold(title)[:255],
        columns=columns
        | {
            "labels": " ".join(labels),
            "names": names if language in record.titles else "",
            "singles": " ".join(singles),
            "plain": " ".join(token.text for token in analyse_plainly(title)),
        },
    )


def text_columns(title: str, text: str, language: str) -> dict[str, str]:
    """Return the columns of a text that is no record (trials)."""
    singles: list[str] = []
    return {
        "title": _column(title, language, singles),
        "body": _column(text, language, singles),
        "singles": " ".join(singles),
    }


def _column(text: str, language: str, singles: list[str]) -> str:
    """Return the tokens of a text; single characters go to `singles`."""
    tokens: list[str] = []
    for token in islice(analyse(text, language), MAX_TOKENS):
        (singles if token.single else tokens).append(token.text)
    return " ".join(tokens)
