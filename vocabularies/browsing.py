"""What the public pages of the vocabularies show, read from the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language_info, gettext as _

from vocabularies.folding import fold
from vocabularies.labels import Label, choose, direction_of, labels_for
from vocabularies.models import (
    LabelKind,
    LabelSource,
    RelationType,
    Scheme,
    Term,
    TermLabel,
    TermRelation,
)
from vocabularies.tree import Node, unlabelled

# Vocabularies that are facets of the search -> the parameter that filters by key.
SEARCH_PARAMETERS = {
    "countries": "country", "regions": "region", "groups": "region", "cbd-subjects": "topic",
    "gbf-targets": "target", "gbf-goals": "target", "aichi-targets": "target", "sdgs": "sdg",
    "ecosystems": "ecosystem",
}  # fmt: skip
SITE_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")


@dataclass(frozen=True, slots=True)
class SchemeCard:
    """A vocabulary in the list of all."""

    title: Label
    description: Label
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Link:
    """A term to go to."""

    identifier: str
    label: Label
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the list of facts (`components/facts.html`)."""

    term: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLabels:
    """The labels of a term in one language."""

    language: str
    language_name: str
    direction: str
    preferred: str
    source: str
    is_official: bool
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """All that is shown of one term."""

    term: Term
    scheme_title: Label
    scheme_url: str
    label: Label
    definition: Label | None
    labels: tuple[LanguageLabels, ...]
    broader: tuple[Link, ...]
    narrower: tuple[Link, ...]
    related: tuple[Link, ...]
    successor: Link | None
    aliases: tuple[str, ...]
    matches: tuple[str, ...]
    facts: tuple[Fact, ...]
    search_parameter: str
    search_value: str


def scheme_cards(language: str) -> list[SchemeCard]:
    """Return every vocabulary that has current terms."""
    schemes = Scheme.objects.annotate(current=Count("terms", filter=Q(terms__deprecated=False)))
    return [
        SchemeCard(
            scheme_text(scheme.titles, language, scheme.key),
            scheme_text(scheme.descriptions, language, ""),
            reverse("vocabularies:scheme_detail", args=[scheme.key]),
            scheme.current,
        )
        for scheme in schemes
        if scheme.current
    ]


def scheme_text(texts: Mapping[str, str], language: str, otherwise: str) -> Label:
    """Return a text of a vocabulary in the reader's language or honestly in another."""
    labels = {tag: Label(text, tag, LabelSource.LOCAL) for tag, text in texts.items() if text}
    return choose(labels, language) if labels else unlabelled(otherwise)


def filtered(scheme: str, nodes: list[Node], text: str) -> list[Node]:
    """Return the terms that have all words of `text`, in any language, and those above them."""
    words = fold(text).split()
    if not words:
        return nodes
    condition = Q()
    for word in words:
        condition &= Q(folded__contains=word)
    named = set(
        TermLabel.objects.filter(condition, term__scheme__key=scheme).values_list(
            "term__identifier", flat=True
        )
    )
    kept: list[Node] = []
    below = -1
    for node in reversed(nodes):
        is_match = node.identifier in named or all(word in node.words for word in words)
        if is_match or node.depth == below - 1:
            kept.append(node)
            below = node.depth
        elif node.depth < below:
            below = -1
    return kept[::-1]


def describe(identifier: str, language: str) -> Description | None:
    """Return what is shown of the term; None when there is no such term."""
    term = Term.objects.select_related("scheme", "replaced_by").identified_by([identifier]).first()
    if term is None:
        return None
    links = _Links(term, language)
    own = labels_for([identifier], language)
    parameter = SEARCH_PARAMETERS.get(term.scheme.key, "q")
    label = own.get(identifier) or unlabelled(term.notation or term.key)
    return Description(
        term=term,
        scheme_title=scheme_text(term.scheme.titles, language, term.scheme.key),
        scheme_url=reverse("vocabularies:scheme_detail", args=[term.scheme.key]),
        label=label,
        definition=_definition(term, language),
        labels=_labels(term),
        broader=links.of(links.broader),
        narrower=links.of(links.narrower),
        related=links.of(links.related),
        successor=next(iter(links.of([term.replaced_by.identifier])), None)
        if term.replaced_by
        else None,
        aliases=tuple(term.aliases.order_by("key").values_list("key", flat=True)),
        matches=tuple(term.matches.order_by("uri").values_list("uri", flat=True)),
        facts=_facts(term),
        search_parameter=parameter,
        search_value=label.text if parameter == "q" else term.key,
    )


class _Links:
    """The terms around one term, with two queries."""

    def __init__(self, term: Term, language: str) -> None:
        self.broader: list[str] = []
        self.narrower: list[str] = []
        self.related: list[str] = []
        rows = TermRelation.objects.filter(Q(source=term) | Q(target=term)).order_by(
            "source__scheme__order", "source__position", "target__position"
        )
        for source, kind, target in rows.values_list(
            "source__identifier", "type", "target__identifier"
        ):
            other = target if source == term.identifier else source
            self._side(kind, is_source=source == term.identifier).append(other)
        successor = [term.replaced_by.identifier] if term.replaced_by else []
        around = {*self.broader, *self.narrower, *self.related, *successor}
        self._labels = labels_for(around, language)

    def _side(self, kind: str, *, is_source: bool) -> list[str]:
        if kind == RelationType.RELATED:
            return self.related
        return self.broader if is_source else self.narrower

    def of(self, identifiers: Iterable[str]) -> tuple[Link, ...]:
        """Return the links, each once."""
        return tuple(
            Link(
                identifier,
                self._labels.get(identifier) or unlabelled(identifier),
                reverse("vocabularies:term_detail", args=identifier.split(":", 1)),
            )
            for identifier in dict.fromkeys(identifiers)
        )


def _definition(term: Term, language: str) -> Label | None:
    notes = {
        tag: Label(text, tag, source)
        for tag, text, source in term.notes.values_list("language", "text", "source")
    }
    return choose(notes, language) if notes else None


def _labels(term: Term) -> tuple[LanguageLabels, ...]:
    preferred: dict[str, tuple[str, str]] = {}
    others: dict[str, list[str]] = {}
    for kind, language, text, source in term.labels.order_by("pk").values_list(
        "kind", "language", "text", "source"
    ):
        if kind == LabelKind.PREFERRED:
            preferred[language] = text, source
        elif kind == LabelKind.ALTERNATIVE:
            others.setdefault(language, []).append(text)
    languages = {*preferred, *others}
    ordered = [tag for tag in SITE_LANGUAGES if tag in languages]
    return tuple(
        LanguageLabels(
            language=tag,
            language_name=language_name(tag),
            direction=direction_of(tag),
            preferred=preferred.get(tag, ("", ""))[0],
            source=str(LabelSource(preferred[tag][1]).label) if tag in preferred else "",
            is_official=tag in preferred and preferred[tag][1] == LabelSource.OFFICIAL,
            alternatives=tuple(others.get(tag, ())),
        )
        for tag in [*ordered, *sorted(languages - set(ordered))]
    )


def language_name(tag: str) -> str:
    """Return the language's own name; the tag when Django does not know it."""
    try:
        return str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag


def _facts(term: Term) -> tuple[Fact, ...]:
    names = {"iso2": "ISO 3166-1 alpha-2", "iso3": "ISO 3166-1 alpha-3", "m49": "UN M49"}
    rows = [Fact(_("Identifier"), term.identifier)]
    rows += [Fact(names.get(key, key), str(value)) for key, value in sorted(term.facts.items())]
    if term.notation and term.notation not in term.facts.values():
        rows.append(Fact(_("Notation"), term.notation))
    if term.uri:
        rows.append(Fact(_("Original"), term.uri, term.uri))
    if term.scheme.source:
        rows.append(Fact(_("Source"), term.scheme.source))
    if term.scheme.licence:
        rows.append(Fact(_("Licence"), term.scheme.licence))
    return tuple(rows)
