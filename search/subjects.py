"""What a record is about, as every engine indexes it: terms, their labels, names, a date."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from records.models import Record
from vocabularies.hierarchy import with_broader
from vocabularies.labels import canonical
from vocabularies.models import TermLabel

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Identifiers of terms in use: those that a record carries, and these with all broader ones.

    Countries are terms too.
    """

    carried: frozenset[str] = frozenset()
    closure: frozenset[str] = frozenset()


def subjects_of(records: Sequence[Record]) -> dict[int, Subjects]:
    """Return the subjects of each record by its primary key. A few look-ups for all of them."""
    written = {record.pk: {*record.terms, *_countries(record)} for record in records}
    known = canonical(set().union(*written.values()))
    found = {}
    for record, terms in written.items():
        carried = frozenset(known.get(term, term) for term in terms)
        found[record] = Subjects(carried, frozenset(with_broader(carried)) if carried else carried)
    return found


def label_texts(identifiers: Iterable[str]) -> dict[str, Labels]:
    """Return (language, text) of all labels of each term that has any, in a fixed order."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = TermLabel.objects.filter(term__identifier__in=set(identifiers)).order_by("pk")
    for identifier, language, text in rows.values_list("term__identifier", "language", "text"):
        found[identifier].append((language, text))
    return {identifier: tuple(labels) for identifier, labels in found.items()}


def names_of(record: Record) -> list[str]:
    """Return the people and organizations that a record names."""
    names = (*(str(agent.get("name", "")) for agent in record.agents), record.publisher)
    return [name for name in names if name]


def date_of(record: Record) -> date:
    """Return the date by which a record is sorted."""
    return record.issued or (record.modified or record.created).date()


def _countries(record: Record) -> list[str]:
    return [f"countries:{code}" for code in record.countries]
