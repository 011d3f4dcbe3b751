"""SKOS as Turtle or RDF/XML (https://www.w3.org/TR/skos-reference/), read with rdflib."""

from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree
from rdflib import Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from vocabularies.importers.parsed import (
    MAX_DEFINITION,
    ParsedLabel,
    ParsedScheme,
    ParsedTerm,
    RecordError,
    checked,
    clean_key,
    clean_language,
    clean_text,
)
from vocabularies.models import LabelKind

MAX_TRIPLES = 2_000_000
LABELS = (
    (SKOS.prefLabel, LabelKind.PREFERRED),
    (SKOS.altLabel, LabelKind.ALTERNATIVE),
    (SKOS.hiddenLabel, LabelKind.HIDDEN),
)
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


def parse_turtle(text: str) -> ParsedScheme:
    """Parse Turtle; RecordError with the line when it is broken."""
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except BadSyntax as error:
        raise RecordError(
            f"this is not Turtle ({_reason(error)})", f"line {error.lines + 1}"
        ) from error
    except RecursionError as error:
        raise RecordError("the file is nested too deeply") from error
    except (ParserError, ValueError, AssertionError, IndexError, KeyError) as error:
        raise RecordError(f"this is not Turtle ({error})") from error
    return parse_graph(graph)


def parse_rdf_xml(content: bytes) -> ParsedScheme:
    """Parse RDF/XML. A document type declaration is refused before anything is expanded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        tree = etree.ElementTree(etree.fromstring(content, parser))
    except etree.XMLSyntaxError as error:
        raise RecordError(f"this is not XML ({error.msg})", f"line {error.lineno}") from error
    # The stubs of lxml lack `doctype`, which is "" without a declaration.
    if getattr(tree.docinfo, "doctype", ""):
        raise RecordError("document type declarations and entities are not accepted")
    if etree.QName(tree.getroot()).localname != "RDF":
        raise RecordError(f"the root element is <{etree.QName(tree.getroot()).localname}>, not RDF")
    graph = Graph()
    try:
        graph.parse(data=etree.tostring(tree, encoding="utf-8"), format="xml")
    except (ParserError, ValueError, RecursionError) as error:
        raise RecordError(f"this is not RDF/XML ({error})") from error
    return parse_graph(graph)


def parse_graph(graph: Graph) -> ParsedScheme:
    """Return the concepts of a graph; a concept's key is dcterms:identifier or its address."""
    if len(graph) > MAX_TRIPLES:
        raise RecordError(f"the file has more than {MAX_TRIPLES} statements")
    concepts = sorted(
        (node for node in set(graph.subjects(RDF.type, SKOS.Concept)) if isinstance(node, URIRef)),
        key=str,
    )
    keys = {concept: _key(graph, concept) for concept in concepts}
    terms = [_term(graph, concept, keys) for concept in concepts]
    scheme = next(iter(sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)), None)
    return ParsedScheme(
        terms=checked(terms),
        uri=str(scheme) if isinstance(scheme, URIRef) else "",
        titles=_by_language(graph, scheme, (DCTERMS.title, SKOS.prefLabel)) if scheme else {},
        licence=_first(graph, scheme, DCTERMS.license) if scheme else "",
    )


def _reason(error: BadSyntax) -> str:
    return " ".join(str(error.message).split())[:120]


def _key(graph: Graph, concept: URIRef) -> str:
    identifier = _first(graph, concept, DCTERMS.identifier)
    address = str(concept).rstrip("/#")
    tail = address.rpartition("#")[2] if "#" in address else address.rpartition("/")[2]
    try:
        return clean_key(identifier.rpartition(":")[2] or unquote(tail))
    except RecordError as error:
        raise RecordError(error.reason, f"<{concept}>") from error


def _term(graph: Graph, concept: URIRef, keys: dict[URIRef, str]) -> ParsedTerm:
    where = f"<{concept}>"
    try:
        labels = _labels(graph, concept)
        definitions = _by_language(graph, concept, (SKOS.definition,), limit=MAX_DEFINITION)
    except RecordError as error:
        raise RecordError(error.reason, where) from error
    if not labels:
        raise RecordError("the concept has no preferred label", where)
    return ParsedTerm(
        key=keys[concept],
        where=where,
        uri=str(concept)[:500],
        labels=tuple(labels),
        definitions=definitions,
        notation=_first(graph, concept, SKOS.notation)[:60],
        broader=_targets(graph, concept, SKOS.broader, SKOS.narrower, keys),
        related=_targets(graph, concept, SKOS.related, SKOS.related, keys),
        matches=tuple(
            (name, str(target)[:500])
            for name in MATCHES
            for target in sorted(graph.objects(concept, SKOS[name]), key=str)
        ),
        deprecated=str(graph.value(concept, OWL.deprecated) or "").lower() in {"true", "1"},
        replaced_by=next(iter(_known(graph.objects(concept, DCTERMS.isReplacedBy), keys)), ""),
    )


def _labels(graph: Graph, concept: URIRef) -> list[ParsedLabel]:
    labels: dict[tuple[str, str, str], ParsedLabel] = {}
    preferred: dict[str, str] = {}
    for predicate, kind in LABELS:
        for literal in sorted(graph.objects(concept, predicate), key=str):
            text = clean_text(str(literal))
            if not text or not isinstance(literal, Literal):
                continue
            language = clean_language(literal.language or "en")
            if kind == LabelKind.PREFERRED and preferred.setdefault(language, text) != text:
                raise RecordError(f"there are two preferred labels in {language}")
            labels[language, text, kind] = ParsedLabel(language, text, kind)
    return list(labels.values()) if preferred else []


def _by_language(
    graph: Graph, subject: Node, predicates: tuple[URIRef, ...], *, limit: int = 500
) -> dict[str, str]:
    found: dict[str, str] = {}
    for predicate in predicates:
        for literal in sorted(graph.objects(subject, predicate), key=str):
            if isinstance(literal, Literal) and str(literal).strip():
                language = clean_language(literal.language or "en")
                found.setdefault(language, clean_text(str(literal), limit=limit))
    return found


def _first(graph: Graph, subject: Node, predicate: URIRef) -> str:
    values = sorted(str(value) for value in graph.objects(subject, predicate))
    return clean_text(values[0], limit=MAX_DEFINITION) if values else ""


def _targets(
    graph: Graph, concept: URIRef, forward: URIRef, inverse: URIRef, keys: dict[URIRef, str]
) -> tuple[str, ...]:
    found = {*graph.objects(concept, forward), *graph.subjects(inverse, concept)}
    return tuple(sorted(set(_known(found, keys))))


def _known(nodes: object, keys: dict[URIRef, str]) -> Iterator[str]:
    for node in nodes:  # type: ignore[attr-defined]
        if node in keys:
            yield keys[node]
