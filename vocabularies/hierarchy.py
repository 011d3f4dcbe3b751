"""Broader and narrower terms, across vocabularies: a country is narrower than its region.

Memberships (countries in SIDS) are broader relations too. Cycles do not hang: each term is
visited once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vocabularies.models import RelationType, Term, TermAlias, TermRelation
from vocabularies.stamp import Kept

Edges = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """All edges, down and up."""

    narrower: Edges
    broader: Edges


_kept: Kept[str, Hierarchy] = Kept()


def with_narrower(identifiers: Iterable[str]) -> set[str]:
    """Return the identifiers and every one below them, at any depth.

    Terms that were replaced by one of them, and its former keys, count as below: content
    written before a rename is found under the new term.
    """
    return _closure(identifiers, _hierarchy().narrower)


def with_broader(identifiers: Iterable[str]) -> set[str]:
    """Return the identifiers and every one above them, at any depth."""
    return _closure(identifiers, _hierarchy().broader)


def hierarchy() -> tuple[Edges, Edges]:
    """Return what is narrower and what is broader, for walks of one's own. One look-up."""
    edges = _hierarchy()
    return edges.narrower, edges.broader


def would_cycle(term: str, broader: str) -> bool:
    """Whether `term` may not have the broader term `broader`: that is itself or below it."""
    return broader in with_narrower([term])


def find_cycle(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """Return one cycle of the graph as a list of its nodes, or [] when there is none."""
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                on_path.discard(path.pop())
                done.add(node)
            elif node in on_path:
                return [*path[path.index(node) :], node]
            elif node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, True))
                stack.extend((above, False) for above in edges.get(node, ()))
    return []


def _closure(identifiers: Iterable[str], edges: Edges) -> set[str]:
    found = set(identifiers)
    pending = list(found)
    while pending:
        fresh = edges.get(pending.pop(), frozenset()) - found
        found |= fresh
        pending.extend(fresh)
    return found


def _hierarchy() -> Hierarchy:
    return _kept.get_many([""], lambda _: {"": _load()})[""]


def _load() -> Hierarchy:
    narrower: dict[str, set[str]] = {}
    broader: dict[str, set[str]] = {}

    def add(below: str, above: str) -> None:
        narrower.setdefault(above, set()).add(below)
        broader.setdefault(below, set()).add(above)

    relations = TermRelation.objects.filter(type=RelationType.BROADER)
    for below, above in relations.values_list("source__identifier", "target__identifier"):
        add(below, above)
    replaced = Term.objects.filter(replaced_by__isnull=False)
    for below, above in replaced.values_list("identifier", "replaced_by__identifier"):
        add(below, above)
    former = TermAlias.objects.filter(former=True)
    for scheme, key, term in former.values_list("scheme__key", "key", "term__identifier"):
        add(f"{scheme}:{key}", term)
    return Hierarchy(narrower=_frozen(narrower), broader=_frozen(broader))


def _frozen(edges: Mapping[str, set[str]]) -> Edges:
    return {node: frozenset(others) for node, others in edges.items()}
