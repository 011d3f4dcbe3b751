"""A response made ready for a template: labels on facets, cards on hits, addresses on chips."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.presentation import RecordCard, present
from search.engines.base import MAX_RESULTS, Hit, SearchResponse, Segments, Sort
from search.facets import FACETS, value_labels
from search.state import ListState
from vocabularies.labels import direction_of

OPEN_FACETS = ("kind", "country", "topic", "target")
SHORT_LIST = 8
SORT_LABELS: Mapping[str, str | Promise] = {
    Sort.RELEVANCE: _("Best match"),
    Sort.NEWEST: _("Newest first"),
    Sort.OLDEST: _("Oldest first"),
    Sort.TITLE: _("By title"),
    Sort.START: _("By date of the event"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet with its label and true count."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """A facet as the page shows it: a short list, the rest behind "show all"."""

    key: str
    label: str | Promise
    first: tuple[Option, ...]
    rest: tuple[Option, ...]
    other: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value and the address without it."""

    facet: str | Promise
    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A hit with its card. Texts are segments; the template marks them."""

    card: RecordCard
    title: Segments
    title_language: str
    title_direction: str
    snippets: tuple[Segments, ...]
    snippet_language: str
    snippet_direction: str


@dataclass(frozen=True, slots=True)
class SortChoice:
    """An order that can be chosen."""

    value: str
    label: str | Promise
    selected: bool


def rows(hits: Iterable[Hit], language: str) -> list[Row]:
    """Join hits with their cards."""
    found = list(hits)
    cards = present([hit.record for hit in found], language)
    return [
        Row(
            card=card,
            title=hit.title,
            title_language=hit.language,
            title_direction=direction_of(hit.language),
            snippets=hit.snippets,
            snippet_language=hit.snippet_language,
            snippet_direction=direction_of(hit.snippet_language),
        )
        for hit, card in zip(found, cards, strict=True)
    ]


def panels(
    response: SearchResponse, language: str, *, kinds: frozenset[str] | None = None
) -> list[FacetPanel]:
    """Facets with more than nothing to choose; `kinds` limits the facet of kinds."""
    return [
        _panel(key, _options(key, response, language, kinds), response.facets[key].other)
        for key in FACETS
        if response.facets.get(key)
    ]


def _options(
    key: str, response: SearchResponse, language: str, kinds: frozenset[str] | None
) -> list[Option]:
    values = [
        item
        for item in response.facets[key].values
        if key != "kind" or kinds is None or item.value in kinds
    ]
    labels = value_labels(key, [item.value for item in values], language)
    return [Option(item.value, labels[item.value], item.count, item.selected) for item in values]


def _panel(key: str, options: list[Option], other: int) -> FacetPanel:
    chosen_first = sorted(options, key=lambda option: not option.selected)
    if key == "year":
        chosen_first = sorted(options, key=lambda option: option.value, reverse=True)
    return FacetPanel(
        key=key,
        label=FACETS[key].label,
        first=tuple(chosen_first[:SHORT_LIST]),
        rest=tuple(chosen_first[SHORT_LIST:]),
        other=other,
        is_open=key in OPEN_FACETS or any(option.selected for option in options),
    )


def with_selected_kinds(response: SearchResponse, selected: Iterable[str]) -> SearchResponse:
    """Mark only the kinds that the reader chose, not those that the list is made of."""
    facet = response.facets.get("kind")
    if not facet:
        return response
    wanted = set(selected)
    values = tuple(replace(item, selected=item.value in wanted) for item in facet.values)
    facets = dict(response.facets) | {"kind": replace(facet, values=values)}
    return replace(response, facets=facets)


def chips(state: ListState, language: str) -> list[Chip]:
    """A chip per chosen value."""
    return [
        Chip(FACETS[key].label, labels[value], f"?{state.without(key, value).query_string()}")
        for key, values in state.filters.items()
        for labels in (value_labels(key, values, language),)
        for value in values
    ]


def sort_choices(state: ListState) -> list[SortChoice]:
    """The orders; without a text the best match means the newest."""
    current = state.sort or (Sort.RELEVANCE if state.text else Sort.NEWEST)
    return [
        SortChoice(value, label, value == current)
        for value, label in SORT_LABELS.items()
        if state.text or value != Sort.RELEVANCE
    ]


def page_of(response: SearchResponse) -> Page[int]:
    """Turn the counts into Django's page object, for the pagination component."""
    positions = range(min(response.total, MAX_RESULTS))
    return Paginator(positions, response.size).get_page(response.page)
