"""Records as rows of the embedded index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from records.models import Record
from search.analysis.analyzer import analyse, analyse_plainly, stream
from search.facets import facet_values
from search.subjects import Labels, Subjects, date_of, label_texts, names_of, subjects_of
from vocabularies.folding import fold
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


_labels: Kept[str, Labels] = Kept()


def documents(records: Iterable[Record]) -> list[DocumentData]:
    """Return a document per live record. A few look-ups for any number of records."""
    live = [record for record in records if record.deleted_at is None]
    subjects = subjects_of(live)
    closures = (known.closure for known in subjects.values())
    labels = _labels.get_many(set().union(*closures), _load_labels)
    return [_document(record, subjects[record.pk], labels) for record in live]


def _load_labels(identifiers: set[str]) -> dict[str, Labels]:
    """Return (language, tokens of all its labels) of each term."""
    found = {}
    for identifier, labels in label_texts(identifiers).items():
        tokens: dict[str, list[str]] = defaultdict(list)
        for language, text in labels:
            tokens[language].append(stream(analyse(text, language)))
        found[identifier] = tuple((language, " ".join(own)) for language, own in tokens.items())
    return found


def _document(
    record: Record, subjects: Subjects, term_labels: Mapping[str, Labels]
) -> DocumentData:
    labels: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(subjects.closure):
        for language, tokens in term_labels.get(identifier, ()):
            labels[language].append(tokens)
    names = stream(analyse_plainly(" \n ".join(names_of(record))))
    entries = tuple(
        _entry(record, language, labels.get(language, ()), names)
        for language in sorted({*record.titles, *labels})
    )
    words = {word for entry in entries for word in entry.columns["plain"].split()}
    return DocumentData(
        record=record.pk,
        dated=date_of(record),
        starts=record.start,
        entries=entries,
        facets=frozenset(facet_values(record, subjects.carried, subjects.closure)),
        words=frozenset(word for word in words if SHORTEST_WORD <= len(word) <= MAX_WORD),
    )


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


def passage_columns(text: str, language: str) -> dict[str, str]:
    """Return the columns of a passage of a file."""
    singles: list[str] = []
    return {"body": _column(text, language, singles), "singles": " ".join(singles)}


def _column(text: str, language: str, singles: list[str]) -> str:
    """Return the tokens of a text; single characters go to `singles`."""
    tokens: list[str] = []
    for token in islice(analyse(text, language), MAX_TOKENS):
        (singles if token.single else tokens).append(token.text)
    return " ".join(tokens)
