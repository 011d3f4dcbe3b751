"""A vocabulary as an indented list, in the reader's language."""

from dataclasses import dataclass, replace

from vocabularies.folding import fold
from vocabularies.labels import Label, all_labels_for, choose
from vocabularies.models import LabelSource, RelationType, Scheme, Term, TermRelation
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
    key = (scheme, language)
    return _kept.get_many([key], lambda _: {key: _build(scheme, language)}).get(key, [])


def unlabelled(text: str) -> Label:
    """Return a stand-in for a label, in no language."""
    return Label(text, "", LabelSource.LOCAL)


def _build(scheme: str, language: str) -> list[Node]:
    terms = list(Term.objects.in_scheme(scheme).order_by("position", "key"))
    labels = all_labels_for(term.identifier for term in terms)
    nodes = {
        term.identifier: _node(term, labels.get(term.identifier, {}), language) for term in terms
    }
    order = list(nodes)
    if Scheme.objects.filter(key=scheme, alphabetical=True).exists():
        order.sort(key=lambda identifier: fold(nodes[identifier].label.text))
    return _indented(order, nodes, _parents(scheme, order))


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


def _parents(scheme: str, order: list[str]) -> dict[str, str]:
    rank = {identifier: place for place, identifier in enumerate(order)}
    relations = TermRelation.objects.filter(
        type=RelationType.BROADER, source__scheme__key=scheme, target__scheme__key=scheme
    ).values_list("source__identifier", "target__identifier")
    parents: dict[str, str] = {}
    for child, parent in sorted(relations, key=lambda pair: rank[pair[1]]):
        parents.setdefault(child, parent)
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
