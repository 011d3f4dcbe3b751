"""A vocabulary as SKOS (https://www.w3.org/TR/skos-reference/)."""

from urllib.parse import quote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS, XSD

from vocabularies.models import LabelKind, RelationType, Scheme, Term, TermRelation

PREDICATES = {
    LabelKind.PREFERRED: SKOS.prefLabel,
    LabelKind.ALTERNATIVE: SKOS.altLabel,
    LabelKind.HIDDEN: SKOS.hiddenLabel,
}
RELATIONS = {RelationType.BROADER: SKOS.broader, RelationType.RELATED: SKOS.related}


def skos_graph(scheme: Scheme, base: str) -> Graph:
    """Return the concepts of `scheme`; `base` is the address below which terms have pages.

    `dcterms:identifier` is the term's identifier, from which our importer takes the key back.
    """
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    address = _address(base, scheme.key)
    graph.add((address, RDF.type, SKOS.ConceptScheme))
    for language, title in scheme.titles.items():
        graph.add((address, DCTERMS.title, Literal(title, lang=language)))
    if scheme.licence:
        graph.add((address, DCTERMS.license, Literal(scheme.licence)))
    for term in Term.objects.filter(scheme=scheme).select_related("replaced_by"):
        _add_term(graph, term, base, address)
    _add_texts(graph, scheme, base)
    _add_relations(graph, scheme, base)
    return graph


def _address(base: str, *parts: str) -> URIRef:
    return URIRef(base + "".join(f"{quote(part)}/" for part in parts))


def _concept(base: str, identifier: str) -> URIRef:
    scheme, _, key = identifier.partition(":")
    return _address(base, scheme, key)


def _add_term(graph: Graph, term: Term, base: str, scheme: URIRef) -> None:
    concept = _concept(base, term.identifier)
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, DCTERMS.identifier, Literal(term.identifier)))
    if term.notation:
        graph.add((concept, SKOS.notation, Literal(term.notation)))
    if term.uri:
        graph.add((concept, SKOS.exactMatch, URIRef(quote(term.uri, safe=":/#?&=%+,;@!$'()*~"))))
    if term.deprecated:
        graph.add((concept, OWL.deprecated, Literal(True, datatype=XSD.boolean)))
    if term.replaced_by:
        graph.add((concept, DCTERMS.isReplacedBy, _concept(base, term.replaced_by.identifier)))


def _add_texts(graph: Graph, scheme: Scheme, base: str) -> None:
    rows = scheme.terms.values_list(
        "identifier", "labels__kind", "labels__language", "labels__text"
    )
    for identifier, kind, language, text in rows.filter(labels__isnull=False):
        label = Literal(text, lang=language)
        graph.add((_concept(base, identifier), PREDICATES[LabelKind(kind)], label))
    notes = scheme.terms.filter(notes__isnull=False)
    for identifier, language, text in notes.values_list(
        "identifier", "notes__language", "notes__text"
    ):
        graph.add((_concept(base, identifier), SKOS.definition, Literal(text, lang=language)))


def _add_relations(graph: Graph, scheme: Scheme, base: str) -> None:
    rows = TermRelation.objects.filter(source__scheme=scheme).values_list(
        "source__identifier", "type", "target__identifier"
    )
    for source, kind, target in rows:
        predicate = RELATIONS[RelationType(kind)]
        graph.add((_concept(base, source), predicate, _concept(base, target)))
