"""The two lists of results: everything, and the knowledge base."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records import registry
from search.state import ListState


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultList:
    """A page that lists results. `group` limits it to the kinds of that group."""

    key: str
    label: str | Promise
    group: str = ""

    @property
    def url_name(self) -> str:
        """The name of the page's address."""
        return f"search:{self.key}"

    @property
    def kinds(self) -> frozenset[str] | None:
        """The kinds in the list; None where all are."""
        if not self.group:
            return None
        return frozenset(kind.key for kind in registry.kinds(group=self.group))

    def filters(self, state: ListState) -> dict[str, tuple[str, ...]]:
        """What the state narrows to, in its tab. A kind outside the list does not widen it."""
        return state.criteria(self.kinds)


EVERYTHING = ResultList(key="search", label=_("Search"))
KNOWLEDGE = ResultList(key="knowledge", label=_("Knowledge base"), group="knowledge")
RESULT_LISTS: Mapping[str, ResultList] = {item.key: item for item in (EVERYTHING, KNOWLEDGE)}
