"""What a record's own page shows beside its text: facts, tiles, provenance."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.models import Record
from records.presentation import Text, date_texts
from records.registry import fact_label, rights_text
from vocabularies.labels import Label, labels_for

TILE_SCHEMES = ("gbf-targets", "aichi-targets", "sdgs")
# The search parameter that lists other records with a term of the scheme.
FACETS = {
    "cbd-subjects": "topic",
    "countries": "country",
    "ecosystems": "ecosystem",
    "gbf-targets": "target",
    "regions": "region",
    "sdgs": "sdg",
}
SCHEME_LABELS: dict[str, str | Promise] = {
    "regions": _("Regions"),
    "groups": _("Groups"),
    "cbd-subjects": _("Topics"),
    "ecosystems": _("Ecosystems"),
    "gbf-goals": _("Global goals"),
    "resource-types": _("Type of resource"),
    "organization-types": _("Type of organization"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact, perhaps with an address."""

    text: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled line of the key facts."""

    term: str | Promise
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A target or goal as a numbered tile."""

    scheme: str
    number: str
    text: Text
    url: str


def key_facts(record: Record, language: str) -> list[Fact]:
    """The facts of a record in the order of the page. One look-up of labels."""
    identifiers = [*(f"countries:{code}" for code in record.countries), *record.terms]
    labels = labels_for(identifiers, language) if identifiers else {}
    facts = [*_date_facts(record, language), *_term_facts(identifiers, labels)]
    facts += _typed_facts(record, language)
    facts += _agent_facts(record)
    facts.append(_rights_fact(record, language))
    if record.licence:
        facts.append(_fact(_("Licence"), [Value(Text(record.licence, "en"), record.licence)]))
    return [fact for fact in facts if fact.values]


def tiles(record: Record, language: str) -> list[Tile]:
    """Targets and goals of the record, in their own order."""
    identifiers = [term for term in record.terms if term.partition(":")[0] in TILE_SCHEMES]
    labels = labels_for(identifiers, language) if identifiers else {}
    return [
        Tile(
            scheme=identifier.partition(":")[0],
            number=identifier.rpartition("-")[2].lstrip("0"),
            text=_label_text(labels.get(identifier), identifier),
            url=facet_url(identifier),
        )
        for identifier in sorted(identifiers)
    ]


def facet_url(identifier: str) -> str:
    """The search for all records with this term; empty where no facet is."""
    scheme, _separator, key = identifier.partition(":")
    if scheme not in FACETS:
        return ""
    return f"{reverse('search:search')}?{urlencode({FACETS[scheme]: key})}"


def _fact(term: str | Promise, values: list[Value]) -> Fact:
    return Fact(term, tuple(values))


def _label_text(label: Label | None, identifier: str) -> Text:
    if label is None:
        return Text(identifier.partition(":")[2], "und")
    return Text(label.text, label.language)


def _date_facts(record: Record, language: str) -> Iterator[Fact]:
    words, _machine = date_texts(record, language)
    if words:
        term = _("When") if record.start else _("Published")
        yield _fact(term, [Value(Text(words, language))])
    names = dict(settings.LANGUAGES)
    languages = [
        Value(Text(str(names[code]), code), record.urls.get(code, ""))
        for code in record.languages
        if code in names
    ]
    yield _fact(_("Languages"), languages)


def _term_facts(identifiers: list[str], labels: dict[str, Label]) -> Iterator[Fact]:
    by_scheme: dict[str, list[Value]] = {}
    for identifier in identifiers:
        scheme = identifier.partition(":")[0]
        value = Value(_label_text(labels.get(identifier), identifier), facet_url(identifier))
        by_scheme.setdefault(scheme, []).append(value)
    yield _fact(_("Countries"), by_scheme.get("countries", []))
    for scheme, label in SCHEME_LABELS.items():
        yield _fact(label, by_scheme.get(scheme, []))


def _typed_facts(record: Record, language: str) -> Iterator[Fact]:
    for key, value in record.facts.items():
        label = fact_label(key)
        if label is not None:
            yield _fact(label, list(_fact_values(value, record, language)))


def _fact_values(value: Any, record: Record, language: str) -> Iterator[Value]:
    if isinstance(value, list):
        for item in value:
            yield from _fact_values(item, record, language)
    elif isinstance(value, dict):
        for candidate in (language, record.default_language, "en", *value):
            if value.get(candidate):
                yield Value(Text(str(value[candidate]), candidate))
                return
    elif isinstance(value, bool):
        yield Value(Text(str(_("Yes") if value else _("No")), language))
    elif value not in (None, ""):
        text = str(value)
        is_address = text.startswith(("https://", "http://"))
        yield Value(Text(text, record.default_language), text if is_address else "")


def _rights_fact(record: Record, language: str) -> Fact:
    if not record.rights_note:
        return _fact(_("Conditions of use"), [])
    meaning = rights_text(record.rights_note)
    text = Text(str(meaning), language) if meaning else Text(record.rights_note, "und")
    return _fact(_("Conditions of use"), [Value(text)])


def _agent_facts(record: Record) -> Iterator[Fact]:
    by_role: dict[str, list[Value]] = {"organization": [], "person": []}
    for agent in record.agents:
        group = "organization" if agent["role"] in ("organization", "publisher") else "person"
        url = f"https://orcid.org/{agent['orcid']}" if agent.get("orcid") else ""
        by_role[group].append(Value(Text(agent["name"], "und"), url))
    yield _fact(_("People"), by_role["person"])
    publisher = [Value(Text(record.publisher, "und"))] if record.publisher else []
    yield _fact(_("Organizations"), [*by_role["organization"], *publisher])
