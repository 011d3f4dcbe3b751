"""Which restrictions lie over a page (decisions 0005 and 0030). There is no other route.

A page is under the restrictions at and above it in the tree, and under those of its source
page. All are read once per request, so a site with restricted pages costs the others two
queries more than a site without.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from django.db import models
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from cms.sources import source_page


@dataclass(frozen=True, slots=True)
class Restrictions:
    """All restrictions as (page path, id), the deepest first.

    `aliases` are the paths of the pages that repeat a restricted page.
    """

    rows: tuple[tuple[str, int], ...]
    aliases: tuple[tuple[str, int], ...] = ()

    @classmethod
    def read(cls) -> "Restrictions":
        """Ask for them: one query, more only where aliases of aliases repeat a page."""
        rows, aliases, deeper = set(), set(), {}
        for pk, path, alias, alias_path in PageViewRestriction.objects.values_list(
            "pk", "page__path", "page__aliases", "page__aliases__path"
        ):
            rows.add((path, pk))
            if alias:
                aliases.add((alias_path, pk))
                deeper[alias] = pk
        ordered = sorted(rows, key=_depth, reverse=True)
        return cls(tuple(ordered), tuple(aliases | set(_aliases(deeper))))

    def nearest(self, path: str) -> int | None:
        """The restriction at or nearest above this path of the tree."""
        return next((pk for above, pk in self.rows if path.startswith(above)), None)

    def over(self, *paths: str) -> set[int]:
        """The restrictions at and above these paths of the tree, those of aliases too."""
        return {pk for above, pk in (*self.rows, *self.aliases) if _any_below(paths, above)}


def _depth(row: tuple[str, int]) -> int:
    return len(row[0])


def _any_below(paths: Iterable[str], above: str) -> bool:
    return any(path.startswith(above) for path in paths)


def _aliases(restricted: dict[int, int]) -> Iterator[tuple[str, int]]:
    """Yield (path of an alias, restriction) from page -> restriction; aliases of aliases too."""
    while restricted:
        rows = Page.objects.filter(alias_of__in=restricted).values_list("pk", "path", "alias_of")
        restricted = {pk: restricted[source] for pk, path, source in rows}
        yield from ((path, restricted[pk]) for pk, path, _source in rows)


def restrictions_in(request: HttpRequest) -> Restrictions:
    """The restrictions as they are during this request: one query however often asked."""
    found: Restrictions | None = getattr(request, "page_restrictions", None)
    if found is None:
        found = Restrictions.read()
        request.page_restrictions = found  # type: ignore[attr-defined]
    return found


def restrictions_of(page: Page, restrictions: Restrictions) -> models.QuerySet[PageViewRestriction]:
    """Return those over this page or its source page; groups are read with them."""
    over: set[int] = set()
    if restrictions.rows:
        source_path = getattr(page, "source_path", None) or source_page(page).path
        over = restrictions.over(page.path, source_path)
    found = PageViewRestriction.objects.filter(pk__in=over).prefetch_related("groups")
    return cast("models.QuerySet[PageViewRestriction]", found)
