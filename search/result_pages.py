"""A response made ready for a template: labels on facets, cards on hits, addresses on chips."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records import registry
from records.presentation import RecordCard, present
from search.engines.base import MAX_RESULTS, Hit, SearchResponse, Segments, Sort
from search.facets import FACETS, labels_of_values
from search.file_places import FilePlace, file_places
from search.promotions import Promotion
from search.state import ListState
from search.tabs import TABS, count_in, kinds_of
from vocabularies.labels import direction_of

FEW_KINDS = 5
SORT_LABELS: Mapping[str, str | Promise] = {
    Sort.RELEVANCE: _("Best match"),
    Sort.NEWEST: _("Newest first"),
    Sort.OLDEST: _("Oldest first"),
    Sort.TITLE: _("By title"),
    Sort.START: _("By date of the event"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab with its true count and its address, which keeps the query."""

    label: str | Promise
    icon: str
    count: int
    url: str
    is_current: bool


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
    places: tuple[FilePlace, ...] = ()


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
            places=file_places(hit.passages),
        )
        for hit, card in zip(found, cards, strict=True)
    ]


def unpromoted(hits: Iterable[Hit], promotions: Iterable[Promotion]) -> list[Hit]:
    """Return the hits that do not stand on top already."""
    above = {promotion.card.uid for promotion in promotions if promotion.card}
    return [hit for hit in hits if hit.uid not in above]


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
    labels = labels_of_values(state.filters, language)
    return [
        Chip(FACETS[key].label, label, f"?{state.without(key, value).query_string()}")
        for (key, value), label in labels.items()
    ]


def group_tabs(state: ListState, counts: Mapping[str, int]) -> list[Tab]:
    """Everything, then each group of kinds. A group that nobody registered has no tab."""
    tabs = [_group_tab("", _("All"), "squares-2x2", sum(counts.values()), state)]
    for definition in TABS.values():
        kinds = kinds_of(definition.key)
        if kinds:
            tabs.append(
                _group_tab(
                    definition.key,
                    definition.label,
                    definition.icon,
                    count_in(counts, kinds),
                    state,
                )
            )
    return tabs


def _group_tab(key: str, label: str | Promise, icon: str, count: int, state: ListState) -> Tab:
    url = f"?{state.in_tab(key).query_string()}"
    return Tab(label, icon, count, url, state.tab == key)


def kind_tabs(state: ListState, counts: Mapping[str, int], kinds: frozenset[str]) -> list[Tab]:
    """All kinds of a list together, then those that it has most of, in their usual order."""
    chosen = state.filters.get("kind", ())
    most = sorted(kinds & counts.keys(), key=lambda key: -counts[key])[:FEW_KINDS]
    shown = {*most, *chosen} & kinds
    everything = f"?{state.only('kind').query_string()}"
    return [
        Tab(_("All"), "squares-2x2", count_in(counts, kinds), everything, not chosen),
        *(
            Tab(
                label=kind.plural,
                icon=kind.icon,
                count=counts.get(kind.key, 0),
                url=f"?{state.only('kind', kind.key).query_string()}",
                is_current=chosen == (kind.key,),
            )
            for kind in registry.kinds()
            if kind.key in shown
        ),
    ]


def sort_choices(state: ListState) -> list[SortChoice]:
    """The orders; without a text the best match means the newest."""
    usual = Sort.RELEVANCE if state.text else Sort.NEWEST
    current = state.sort or usual
    return [
        SortChoice("" if value == usual else value, label, value == current)
        for value, label in SORT_LABELS.items()
        if state.text or value != Sort.RELEVANCE
    ]


def page_of(response: SearchResponse) -> Page[int]:
    """Turn the counts into Django's page object, for the pagination component."""
    positions = range(min(response.total, MAX_RESULTS))
    return Paginator(positions, response.size).get_page(response.page)
