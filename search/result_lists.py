"""The lists of results: everything, the knowledge base, and the directory of people."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from experts.kinds import EXPERT, ORGANIZATION
from records import registry
from search.state import ListState

# What says nothing about people and organizations.
UNFIT_FOR_PEOPLE = frozenset(
    {"target", "sdg", "language", "year", "source", "licence", "origin"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultList:
    """A page that lists results. `group` limits it to the kinds of that group, `only` to some.

    `hidden` are facets that the page does not show. `is_directory` lists people: as rows
    or cards, without a feed, and as a file for those alone who may take people out.
    """

    key: str
    label: str | Promise
    group: str = ""
    only: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    is_directory: bool = False

    @property
    def url_name(self) -> str:
        """The name of the page's address."""
        return f"search:{self.key}"

    @property
    def export_name(self) -> str:
        """The name of the address of its files."""
        return f"search:{self.key}_export"

    @property
    def feed_name(self) -> str:
        """The name of the address of its feed; "" for a list without one."""
        return "" if self.is_directory else f"search:{self.key}_feed"

    @property
    def kinds(self) -> frozenset[str] | None:
        """The kinds in the list; None where all are."""
        if self.only:
            return self.only
        if not self.group:
            return None
        return frozenset(kind.key for kind in registry.kinds(group=self.group))

    def filters(self, state: ListState) -> dict[str, tuple[str, ...]]:
        """What the state narrows to, in its tab. A kind outside the list does not widen it."""
        return state.criteria(self.kinds)


EVERYTHING = ResultList(key="search", label=_("Search"))
KNOWLEDGE = ResultList(key="knowledge", label=_("Knowledge base"), group="knowledge")
PEOPLE = ResultList(
    key="experts",
    label=_("Experts"),
    only=frozenset({EXPERT, ORGANIZATION}),
    hidden=UNFIT_FOR_PEOPLE,
    is_directory=True,
)
RESULT_LISTS: Mapping[str, ResultList] = {
    item.key: item for item in (EVERYTHING, KNOWLEDGE, PEOPLE)
}
