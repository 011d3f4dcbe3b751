"""People and organizations in the directory, and who may take them out of the site."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from experts.kinds import EXPERT
from records import registry
from records.models import Record
from records.presentation import Text
from records.registry import fact_value_label
from search.result_pages import Row
from vocabularies.labels import Label, labels_for

SUBJECTS = "cbd-subjects"
HELP = "help-kinds"
AVAILABILITY = "availability_code"
SHOWN = 4


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of the directory; the lists name the first few."""

    row: Row
    subjects: tuple[Text, ...]
    help_offered: tuple[Text, ...]
    availability: str
    is_available: bool


def people(rows: Sequence[Row], records: Iterable[Record], language: str) -> list[PersonRow]:
    """Add to rows what people know and help with. One look-up of labels for all."""
    found = list(records)
    wanted = {
        term for record in found for term in record.terms if _scheme(term) in {SUBJECTS, HELP}
    }
    labels = labels_for(wanted, language) if wanted else {}
    return [
        PersonRow(
            row=row,
            subjects=_labelled(record, SUBJECTS, labels),
            help_offered=_labelled(record, HELP, labels),
            availability=_availability(record),
            is_available=record.facts.get(AVAILABILITY) == "open",
        )
        for row, record in zip(rows, found, strict=True)
    ]


def may_export_people(user: User | AnonymousUser) -> bool:
    """Whether the user may take lists of people out of the site."""
    return user.is_active and user.has_perm("experts.export_profile")


def without_people(filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the filters narrowed to kinds that are not people."""
    others = {kind.key for kind in registry.kinds()} - {EXPERT}
    wanted = others.intersection(filters.get("kind", others))
    return {**filters, "kind": tuple(sorted(wanted)) or ("",)}


def _labelled(record: Record, scheme: str, labels: Mapping[str, Label]) -> tuple[Text, ...]:
    terms = [term for term in record.terms if _scheme(term) == scheme][:SHOWN]
    return tuple(Text(labels[term].text, labels[term].language) for term in terms if term in labels)


def _scheme(term: str) -> str:
    return term.partition(":")[0]


def _availability(record: Record) -> str:
    code = record.facts.get(AVAILABILITY)
    return str(fact_value_label(AVAILABILITY, code)) if code else ""
