"""Terms whose label begins as the reader types, if they lead to something."""

from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When
from django.db.models.functions import Length

from records.audiences import Viewer
from records.models import Record, RecordTerm
from search.facets import FACETS
from vocabularies.folding import fold
from vocabularies.models import TermLabel

FACET_OF_SCHEME = {scheme: facet.key for facet in FACETS.values() for scheme in facet.schemes}


@dataclass(frozen=True, slots=True)
class TermSuggestion:
    """A label and the facet value that lists what carries its term."""

    text: str
    language: str
    facet: str
    value: str


def suggest_terms(*, viewer: Viewer, text: str, language: str, limit: int) -> list[TermSuggestion]:
    """Return terms, the reader's language first, that a visible record carries."""
    folded = fold(text)
    if not folded:
        return []
    carried = RecordTerm.objects.filter(
        term=OuterRef("term__identifier"),
        record__in=Record.objects.visible_to(viewer).values("pk"),
    )
    rows = (
        TermLabel.objects.filter(
            Exists(carried),
            folded__startswith=folded,
            term__scheme__key__in=FACET_OF_SCHEME,
            term__deprecated=False,
        )
        .annotate(
            foreign=Case(
                When(language=language, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
        )
        .order_by("foreign", Length("text"), "text")
        .values_list("term__scheme__key", "term__key", "text", "language")[: limit * 4]
    )
    found: dict[tuple[str, str], TermSuggestion] = {}
    for scheme, key, label, label_language in rows:
        facet = FACET_OF_SCHEME[scheme]
        found.setdefault((facet, key), TermSuggestion(label, label_language, facet, key))
    return list(found.values())[:limit]
