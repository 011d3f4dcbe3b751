"""The state of a result page. All of it is in the address, so that it can be shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from search.engines.base import Sort
from search.facets import chosen

LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class ListState:
    """What the reader asked for: text, chosen facet values, order and page."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> "ListState":
        """Read the state from an address. What makes no sense is left out."""
        sort = query.get("sort", "")
        page = query.get("page", "1")
        return cls(
            text=query.get("q", "")[:LONGEST_TEXT].replace("\x00", " ").strip(),
            filters=chosen(dict(query.lists())),
            sort=sort if sort in set(Sort) else "",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    def query_string(self, *, with_page: bool = False) -> str:
        """Write the state as the part of an address behind the question mark."""
        query = QueryDict(mutable=True)
        if self.text:
            query["q"] = self.text
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

    def asking(self, text: str) -> "ListState":
        """The state with another text, from the first page."""
        return replace(self, text=text, page=1)

    def unfiltered(self) -> "ListState":
        """The text alone."""
        return ListState(text=self.text)
