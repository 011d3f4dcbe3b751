"""By what results can be narrowed.

A value is what stands in an address: the key of a term without its scheme ("FJ", "061"),
a kind, a language code, a year. Facets with a hierarchy hold every broader term of a thing
too, so that choosing "Oceania" finds what is about Fiji, and each thing counts once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy as _

from records.data import Origin
from records.models import Record
from records.registry import fact_value_label, has_kind, kind
from search.sources import source_titles
from vocabularies.labels import Label, canonical, labels_for
from vocabularies.matcher import match

LISTED_VALUES = 200
LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetDefinition:
    """A facet. `schemes` are the vocabularies whose terms are its values.

    `closed` facets hold the broader terms of what a record carries too; a country's region
    is one of them. `fact` is the record's fact that is its value, where no term is. A facet
    with a `group` is shown only where all results are of that group's kinds.
    """

    key: str
    label: str | Promise
    schemes: tuple[str, ...] = ()
    closed: bool = False
    fact: str = ""
    group: str = ""


FACETS: Mapping[str, FacetDefinition] = {
    facet.key: facet
    for facet in (
        FacetDefinition(key="kind", label=_("Type")),
        FacetDefinition(key="country", label=_("Country"), schemes=("countries",)),
        FacetDefinition(
            key="region", label=_("Region"), schemes=("regions", "groups"), closed=True,
        ),
        FacetDefinition(key="topic", label=_("Topic"), schemes=("cbd-subjects",), closed=True),
        FacetDefinition(
            key="target", label=_("Target"),
            schemes=("gbf-targets", "gbf-goals", "aichi-targets"),
        ),
        FacetDefinition(key="sdg", label=_("Sustainable Development Goal"), schemes=("sdgs",), closed=True),
        FacetDefinition(
            key="ecosystem", label=_("Ecosystem"), schemes=("ecosystems",), closed=True
        ),
        FacetDefinition(
            key="help", label=_("Help offered"), schemes=("help-kinds",), group="people",
        ),
        FacetDefinition(
            key="speaks", label=_("Speaks"), schemes=("languages",), group="people",
        ),
        FacetDefinition(
            key="availability", label=_("Availability"), fact="availability_code", group="people",
        ),
        FacetDefinition(key="language", label=_("Language")),
        FacetDefinition(key="year", label=_("Year")),
        FacetDefinition(key="source", label=_("Source")),
        FacetDefinition(key="licence", label=_("Licence")),
        FacetDefinition(key="origin", label=_("Origin")),
    )
}  # fmt: skip
ORIGIN_LABELS: Mapping[str, str | Promise] = {
    Origin.LOCAL: _("Published here"),
    Origin.HARVESTED: _("From partners"),
}


def chosen(values: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return the filters in a query dictionary: known facets with values, each once."""
    filters = {
        key: tuple(dict.fromkeys(value for value in values.get(key, ()) if _is_value(value)))
        for key in FACETS
    }
    return {key: value for key, value in filters.items() if value}


def _is_value(text: str) -> bool:
    """Whether a text could be a value: no database keeps NUL, and none of ours is longer."""
    return bool(text) and "\x00" not in text and len(text) <= LONGEST_VALUE


def value_labels(key: str, values: Iterable[str], language: str) -> dict[str, str]:
    """Return how the values of a facet are called; a value without a name names itself."""
    labels = labels_of_values({key: values}, language)
    return {value: label for (_key, value), label in labels.items()}


def labels_of_values(
    values: Mapping[str, Iterable[str]], language: str
) -> dict[tuple[str, str], str]:
    """Return how values are called, by facet and value. One look-up of terms, one of sources."""
    pairs = [(FACETS[key], value) for key, own in values.items() for value in dict.fromkeys(own)]
    terms = labels_for(
        (f"{scheme}:{value}" for definition, value in pairs for scheme in definition.schemes),
        language,
    )
    sources = source_titles([value for definition, value in pairs if definition.key == "source"])
    return {
        (definition.key, value): _term_label(definition, value, terms)
        if definition.schemes
        else sources.get(value) or _value_label(definition, value)
        for definition, value in pairs
    }


def _value_label(definition: FacetDefinition, value: str) -> str:
    if definition.fact:
        return str(fact_value_label(definition.fact, value))
    if definition.key == "kind" and has_kind(value):
        return str(kind(value).plural)
    if definition.key == "language":
        return _language_label(value)
    return str(ORIGIN_LABELS.get(value, value)) if definition.key == "origin" else value


def facet_values(
    record: Record, carried: Iterable[str], closure: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield (facet, value) of a record.

    `carried` are the identifiers of its terms and countries, `closure` those and all
    broader ones.
    """
    yield "kind", record.kind
    yield from (("language", code) for code in record.languages)
    yield "origin", record.origin
    if dated := record.start or record.issued:
        yield "year", f"{dated.year:04d}"
    if record.source:
        yield "source", record.source
    if record.licence:
        yield "licence", record.licence
    for definition in FACETS.values():
        if definition.fact and (value := record.facts.get(definition.fact)):
            yield definition.key, str(value)
        for identifier in closure if definition.closed else carried:
            scheme, _separator, key = identifier.partition(":")
            if scheme in definition.schemes:
                yield definition.key, key


def resolve(facet: str, text: str) -> str:
    """Return the facet value that a reader means by "country:fiji"; else the text itself."""
    definition = FACETS[facet]
    if not definition.schemes:
        return text.lower() if facet in {"kind", "language", "origin"} else text
    keys = [key for key in (text, text.upper()) for scheme in definition.schemes
            if canonical([f"{scheme}:{key}"])]  # fmt: skip
    named = sorted(
        key
        for scheme, _separator, key in (found.partition(":") for found in match(text))
        if scheme in definition.schemes
    )
    return next(iter([*keys, *named]), text)


def _term_label(definition: FacetDefinition, value: str, labels: Mapping[str, Label]) -> str:
    found = (labels.get(f"{scheme}:{value}") for scheme in definition.schemes)
    return next((label.text for label in found if label), value)


def _language_label(code: str) -> str:
    try:
        return str(dict(settings.LANGUAGES).get(code) or get_language_info(code)["name_local"])
    except KeyError:
        return code
