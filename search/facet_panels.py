"""Facets made ready for a template: labelled, in order, narrower terms below broader ones."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from records import registry
from search.engines.base import Facet, FacetValue, SearchResponse
from search.facets import FACETS, FacetDefinition, labels_of_values
from vocabularies.tree import Node, trees

OPEN_FACETS = ("kind", "country", "topic")
SHORT_LIST = 8
# A list that fills more than a screen gets a field to filter it by.
LONG_LIST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value of a facet with its label and true count; `narrower` are options below it.

    `is_only` tells that it stands alone on its level, so that there is no reason to hide
    what is below.
    """

    value: str
    label: str
    count: int
    selected: bool
    narrower: tuple["Option", ...] = ()
    is_only: bool = False

    @property
    def size(self) -> int:
        """How many options it is, with those below it."""
        return 1 + sum(option.size for option in self.narrower)

    @property
    def holds_selected(self) -> bool:
        """Whether something below it is chosen."""
        return any(option.selected or option.holds_selected for option in self.narrower)


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPanel:
    """A facet as the page shows it: a short list, the rest behind "show more"."""

    key: str
    label: str | Promise
    first: tuple[Option, ...]
    rest: tuple[Option, ...]
    other: int
    is_open: bool
    is_tree: bool
    is_long: bool


@dataclass(frozen=True, slots=True)
class Names:
    """The trees of vocabularies by their key, and labels by facet and value."""

    trees: Mapping[str, Sequence[Node]]
    labels: Mapping[tuple[str, str], str]


def panels(
    response: SearchResponse,
    language: str,
    *,
    kinds: frozenset[str] | None = None,
    hidden: Collection[str] = (),
) -> list[FacetPanel]:
    """Facets with something to choose; `kinds` limits the facet of kinds.

    One look-up of trees and one of labels for all of them.
    """
    shown = {
        key: values
        for key, definition in FACETS.items()
        if (facet := response.facets.get(key))
        and _is_shown(definition, facet, kinds, hidden)
        and (values := _values(definition, facet, kinds))
    }
    closed = [scheme for key in shown if FACETS[key].closed for scheme in FACETS[key].schemes]
    names = Names(trees(closed, language), labels_of_values(shown, language))
    return [
        _panel(FACETS[key], response.facets[key], _options(FACETS[key], values, names))
        for key, values in shown.items()
    ]


def _is_shown(
    definition: FacetDefinition,
    facet: Facet,
    kinds: frozenset[str] | None,
    hidden: Collection[str],
) -> bool:
    """Whether the facet fits the list; one in which something is chosen always does."""
    if any(item.selected for item in facet.values):
        return True
    if definition.key in hidden:
        return False
    if not definition.group:
        return True
    group = {kind.key for kind in registry.kinds(group=definition.group)}
    return kinds is not None and kinds <= group


def _panel(definition: FacetDefinition, facet: Facet, options: Sequence[Option]) -> FacetPanel:
    ordered = list(options)
    if definition.key != "year":
        ordered.sort(key=lambda option: not (option.selected or option.holds_selected))
    chosen = any(option.selected or option.holds_selected for option in ordered)
    return FacetPanel(
        key=definition.key,
        label=definition.label,
        first=tuple(ordered[:SHORT_LIST]),
        rest=tuple(ordered[SHORT_LIST:]),
        other=facet.other,
        is_open=definition.key in OPEN_FACETS or chosen,
        is_tree=any(option.narrower for option in ordered),
        is_long=sum(option.size for option in ordered) > LONG_LIST,
    )


def _values(
    definition: FacetDefinition, facet: Facet, kinds: frozenset[str] | None
) -> dict[str, FacetValue]:
    return {
        item.value: item
        for item in facet.values
        if (item.count or item.selected)
        and (definition.key != "kind" or kinds is None or item.value in kinds)
    }


def _options(
    definition: FacetDefinition, values: Mapping[str, FacetValue], names: Names
) -> list[Option]:
    if not definition.closed:
        return _flat(definition.key, values, names)
    nodes = [node for scheme in definition.schemes for node in names.trees[scheme]]
    placed = _branches([node for node in nodes if node.key in values], values)
    known = {node.key for node in nodes}
    unknown = {value: item for value, item in values.items() if value not in known}
    return [*placed, *_flat(definition.key, unknown, names)]


def _flat(key: str, values: Mapping[str, FacetValue], names: Names) -> list[Option]:
    return [
        Option(
            value=value,
            label=names.labels[key, value],
            count=item.count,
            selected=item.selected,
        )
        for value, item in values.items()
    ]


def _branches(nodes: Sequence[Node], values: Mapping[str, FacetValue]) -> list[Option]:
    """Build options from nodes in the order of the tree, siblings by how many they hold."""
    if not nodes:
        return []
    depth = min(node.depth for node in nodes)
    tops = [place for place, node in enumerate(nodes) if node.depth == depth]
    ends = [*tops[1:], len(nodes)]
    found = [
        Option(
            value=nodes[top].key,
            label=nodes[top].label.text,
            count=values[nodes[top].key].count,
            selected=values[nodes[top].key].selected,
            narrower=tuple(_branches(nodes[top + 1 : end], values)),
            is_only=len(tops) == 1,
        )
        for top, end in zip(tops, ends, strict=True)
    ]
    # What stands before the first top lost its broader term: it is listed beside them.
    found += _branches(nodes[: tops[0]], values)
    return sorted(found, key=lambda option: -option.count)
