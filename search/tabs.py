"""Tabs above the results: the large groups of kinds, as people think of them.

Every kind belongs to one tab at most; what no tab claims is found under "All".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records import registry
from search.engines.base import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class TabDefinition:
    """A tab by a group of the registry, or by single kinds, which go before the group."""

    key: str
    label: str | Promise
    icon: str
    group: str = ""
    kinds: frozenset[str] = frozenset()


TABS: Mapping[str, TabDefinition] = {
    tab.key: tab
    for tab in (
        TabDefinition(key="knowledge", label=_("Knowledge"), icon="book-open", group="knowledge"),
        TabDefinition(
            key="news", label=_("News and events"), icon="newspaper",
            kinds=frozenset({"news", "event"}),
        ),
        TabDefinition(key="people", label=_("People"), icon="user-group", group="people"),
        TabDefinition(
            key="discussions", label=_("Discussions"), icon="chat-bubble-left-right",
            group="community",
        ),
        TabDefinition(key="pages", label=_("Pages"), icon="document", group="site"),
    )
}  # fmt: skip
_claimed = frozenset().union(*(tab.kinds for tab in TABS.values()))


def kinds_of(tab: str) -> frozenset[str]:
    """Return the kinds below a tab that somebody registered."""
    definition = TABS[tab]
    return frozenset(
        kind.key
        for kind in registry.kinds()
        if kind.key in definition.kinds
        or (kind.group == definition.group and kind.key not in _claimed)
    )


def counts_of(facet: Facet | None) -> dict[str, int]:
    """Return how many things there are of each kind, whatever kinds were chosen."""
    return {item.value: item.count for item in facet.values} if facet else {}


def count_in(counts: Mapping[str, int], kinds: Iterable[str]) -> int:
    """Return how many things there are of these kinds. A thing has one kind."""
    return sum(counts.get(kind, 0) for kind in kinds)
