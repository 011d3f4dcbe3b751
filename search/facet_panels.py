"""Facets made ready for a template: labelled, in order, narrower terms below broader ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from records import registry
from search.engines.base import Facet, FacetValue, SearchResponse
from search.facets import FACETS, FacetDefinition, value_labels
from vocabularies.tree import Node, tree

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


def panels(
    response: SearchResponse,
    language: str,
    *,
    kinds: frozenset[str] | None = None,
    hidden: Collection[str] = (),
) -> list[FacetPanel]:
    """Facets with something to choose; `kinds` limits the facet of kinds."""
    return [
        _panel(FACETS[key], facet, options)
        for key in FACETS
        if (facet := response.facets.get(key))
        and _is_shown(FACETS[key], facet, kinds, hidden)
        and (options := _options(FACETS[key], facet, language, kinds))
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


def _options(
    definition: FacetDefinition, facet: Facet, language: str, kinds: frozenset[str] | None
) -> list[Option]:
    values = {
        item.value: item
        for item in facet.values
        if (item.count or item.selected)
        and (definition.key != "kind" or kinds is None or item.value in kinds)
    }
    if not definition.closed:
        return _flat(definition.key, values, language)
    nodes = [node for scheme in definition.schemes for node in tree(scheme, language)]
    placed = _branches([node for node in nodes if node.key in values], values)
    known = {node.key for node in nodes}
    unknown = {value: item for value, item in values.items() if value not in known}
    return [*placed, *_flat(definition.key, unknown, language)]


def _flat(key: str, values: Mapping[str, FacetValue], language: str) -> list[Option]:
    labels = value_labels(key, values, language)
    return [
        Option(value=value, label=labels[value], count=item.count, selected=item.selected)
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


def labels_of(chosen: Iterable[tuple[str, str]], language: str) -> dict[tuple[str, str], str]:
    """Return how chosen (facet, value) pairs are called."""
    by_facet: dict[str, list[str]] = {}
    for key, value in chosen:
        by_facet.setdefault(key, []).append(value)
    return {
        (key, value): label
        for key, values in by_facet.items()
        for value, label in value_labels(key, values, language).items()
    }
