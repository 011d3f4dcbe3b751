"""A vocabulary as an indented list, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from vocabularies.folding import fold
from vocabularies.labels import Label, all_labels_for, choose
from vocabularies.models import LabelSource, RelationType, Term, TermRelation
from vocabularies.stamp import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A term in its place. `depth` is 0 at the top; `english` is "" when there is none."""

    identifier: str
    key: str
    notation: str
    label: Label
    english: str
    depth: int
    deprecated: bool

    @property
    def words(self) -> str:
        """What a filter looks through, folded."""
        return fold(f"{self.label.text} {self.english} {self.key} {self.notation}")


_kept: Kept[tuple[str, str], list[Node]] = Kept()


def tree(scheme: str, language: str) -> list[Node]:
    """Return every term of the vocabulary once, narrower terms after their broader one.

    A term with several broader terms stands below the first. Terms without any label are
    called by their notation or key. An unknown vocabulary gives [].
    """
    return trees([scheme], language)[scheme]


def trees(schemes: Iterable[str], language: str) -> dict[str, list[Node]]:
    """Return the tree of each vocabulary, by its key. Three queries for any number of them."""
    keys = [(scheme, language) for scheme in dict.fromkeys(schemes)]
    found = _kept.get_many(keys, lambda missing: _build({key for key, _ in missing}, language))
    return {key[0]: found.get(key, []) for key in keys}


def unlabelled(text: str) -> Label:
    """Return a stand-in for a label, in no language."""
    return Label(text, "", LabelSource.LOCAL)


def _build(schemes: set[str], language: str) -> dict[tuple[str, str], list[Node]]:
    terms: dict[str, list[Term]] = {scheme: [] for scheme in schemes}
    rows = Term.objects.filter(scheme__key__in=schemes).select_related("scheme")
    for term in rows.order_by("position", "key"):
        terms[term.scheme.key].append(term)
    labels = all_labels_for(term.identifier for own in terms.values() for term in own)
    parents = _parents(schemes)
    return {
        (scheme, language): _arranged(own, labels, parents, language)
        for scheme, own in terms.items()
    }


def _arranged(
    terms: list[Term],
    labels: dict[str, dict[str, Label]],
    parents: dict[str, list[str]],
    language: str,
) -> list[Node]:
    nodes = {
        term.identifier: _node(term, labels.get(term.identifier, {}), language) for term in terms
    }
    order = list(nodes)
    if terms and terms[0].scheme.alphabetical:
        order.sort(key=lambda identifier: fold(nodes[identifier].label.text))
    rank = {identifier: place for place, identifier in enumerate(order)}
    first = {
        child: min(parents[child], key=rank.__getitem__) for child in order if child in parents
    }
    return _indented(order, nodes, first)


def _node(term: Term, labels: dict[str, Label], language: str) -> Node:
    return Node(
        identifier=term.identifier,
        key=term.key,
        notation=term.notation,
        label=choose(labels, language) if labels else unlabelled(term.notation or term.key),
        english=labels["en"].text if "en" in labels else "",
        depth=0,
        deprecated=term.deprecated,
    )


def _parents(schemes: set[str]) -> dict[str, list[str]]:
    """Return the broader terms of each term, as far as they are in its own vocabulary."""
    relations = TermRelation.objects.filter(
        type=RelationType.BROADER,
        source__scheme__key__in=schemes,
        target__scheme=F("source__scheme"),
    ).values_list("source__identifier", "target__identifier")
    parents: dict[str, list[str]] = {}
    for child, parent in relations:
        parents.setdefault(child, []).append(parent)
    return parents


def _indented(order: list[str], nodes: dict[str, Node], parents: dict[str, str]) -> list[Node]:
    children: dict[str, list[str]] = {}
    for identifier in order:
        children.setdefault(parents.get(identifier, ""), []).append(identifier)
    placed: dict[str, Node] = {}
    pending = [(identifier, 0) for identifier in reversed(children.get("", []))]
    # A cycle in the data has no top; its terms come last rather than never.
    rest = iter(order)
    while True:
        if not pending:
            left = next((identifier for identifier in rest if identifier not in placed), None)
            if left is None:
                return list(placed.values())
            pending = [(left, 0)]
        identifier, depth = pending.pop()
        if identifier in placed:
            continue
        placed[identifier] = replace(nodes[identifier], depth=depth)
        pending += [(child, depth + 1) for child in reversed(children.get(identifier, []))]
