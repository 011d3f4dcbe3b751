"""The state of a result page. All of it is in the address, so that it can be shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from search.engines.base import Sort
from search.facets import chosen
from search.tabs import TABS, kinds_of

LONGEST_TEXT = 1000
MAP = "map"
CARDS = "cards"
VIEWS = frozenset({MAP, CARDS})
NOTHING = ("",)


@dataclass(frozen=True, slots=True)
class ListState:
    """What the reader asked for: text, tab, chosen facet values, order, page and view.

    `view` is "" for the list, "cards" or "map".
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    tab: str = ""
    view: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "ListState":
        """Read the state from an address. What makes no sense is left out."""
        sort = query.get("sort", "")
        page = query.get("page", "1")
        tab = query.get("tab", "")
        view = query.get("view", "")
        return cls(
            text=query.get("q", "")[:LONGEST_TEXT].replace("\x00", " ").strip(),
            filters=chosen(dict(query.lists())),
            sort=sort if sort in set(Sort) else "",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
            tab=tab if tab in TABS else "",
            view=view if view in VIEWS else "",
        )

    @property
    def is_plain(self) -> bool:
        """Whether this is a text as it was typed: nothing chosen, first page."""
        return self == ListState(text=self.text)

    def criteria(self, within: frozenset[str] | None = None) -> dict[str, tuple[str, ...]]:
        """Return the filters of the search: what was chosen, inside the tab.

        `within` are the kinds that the list is made of, None for all. A kind outside the
        tab does not widen it.
        """
        filters = dict(self.filters)
        kinds = self.kinds(within)
        if kinds is not None:
            wanted = kinds.intersection(filters.get("kind", kinds)) or kinds
            filters["kind"] = tuple(sorted(wanted)) or NOTHING
        return filters

    def kinds(self, within: frozenset[str] | None = None) -> frozenset[str] | None:
        """Return the kinds that the list is made of; None for all."""
        if not self.tab:
            return within
        return kinds_of(self.tab) if within is None else kinds_of(self.tab) & within

    def query_string(self, *, with_page: bool = False) -> str:
        """Write the state as the part of an address behind the question mark."""
        query = QueryDict(mutable=True)
        for key, value in (("q", self.text), ("tab", self.tab), ("view", self.view)):
            if value:
                query[key] = value
        for key, values in self.filters.items():
            query.setlist(key, list(values))
        if self.sort:
            query["sort"] = self.sort
        if with_page and self.page > 1:
            query["page"] = str(self.page)
        return query.urlencode()

    def without(self, key: str, value: str) -> "ListState":
        """The state with one facet value less, from the first page."""
        kept = {
            name: tuple(item for item in values if (name, item) != (key, value))
            for name, values in self.filters.items()
        }
        filters = {name: values for name, values in kept.items() if values}
        return replace(self, filters=filters, page=1)

    def adding(self, key: str, value: str) -> "ListState":
        """The state with one facet value more, as a list, from the first page."""
        values = tuple(dict.fromkeys((*self.filters.get(key, ()), value)))
        return replace(self, filters={**self.filters, key: values}, page=1, view="")

    def only(self, key: str, *values: str) -> "ListState":
        """The state with these values of a facet and no others, from the first page."""
        filters = {name: kept for name, kept in self.filters.items() if name != key}
        return replace(self, filters=filters | ({key: values} if values else {}), page=1)

    def in_tab(self, tab: str) -> "ListState":
        """The state under another tab; its kinds go with the tab that they belong to."""
        return replace(self.only("kind"), tab=tab)

    def seen_as(self, view: str) -> "ListState":
        """The state as a list (""), as cards or as a map."""
        return replace(self, view=view, page=1)

    def asking(self, text: str) -> "ListState":
        """The state with another text, from the first page."""
        return replace(self, text=text, page=1)

    def unfiltered(self) -> "ListState":
        """The text alone, under the same tab."""
        return ListState(text=self.text, tab=self.tab, view=self.view)
