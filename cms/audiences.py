"""Which page restrictions a user satisfies now.

A page's gate names its nearest restriction. Somebody holds the key of a restriction when
they satisfy it and every restriction above it in the tree, as Wagtail itself decides.
A record marked as restricted has the word `sensitive` in its gate: its key belongs to the
people who work on the site.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cms.choices import Sensitivity

PREFIX = "restriction"
SENSITIVE = "sensitive"


def gate_of(restriction_id: int | None, *, sensitive: bool = False) -> str:
    """The gate of pages at and below a restricted page, or of a restricted record.

    "restriction:7", "restriction:sensitive", "restriction:7+sensitive" or "".
    """
    parts = [str(restriction_id)] if restriction_id else []
    parts += [SENSITIVE] if sensitive else []
    return f"{PREFIX}:{'+'.join(parts)}" if parts else ""


def is_sensitive(page: Page) -> bool:
    """Whether the page is a record that only people who work here may read."""
    return getattr(page, "sensitivity", None) == Sensitivity.RESTRICTED


@dataclass(frozen=True, slots=True)
class Restrictions:
    """All restrictions as (page path, id), the deepest first."""

    rows: tuple[tuple[str, int], ...]

    @classmethod
    def read(cls) -> "Restrictions":
        """Ask for them: one query."""
        rows = PageViewRestriction.objects.values_list("page__path", "pk")
        return cls(tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True)))

    def nearest(self, path: str) -> int | None:
        """The restriction at or nearest above this path of the tree."""
        return next((pk for above, pk in self.rows if path.startswith(above)), None)

    def gate_for(self, page: Page) -> str:
        """The gate of a page, from its nearest restriction and its own sensitivity."""
        return gate_of(self.nearest(page.path), sensitive=is_sensitive(page))


def restrictions_in(request: HttpRequest) -> Restrictions:
    """The restrictions as they are during this request: one query however often asked."""
    found: Restrictions | None = getattr(request, "page_restrictions", None)
    if found is None:
        found = Restrictions.read()
        request.page_restrictions = found  # type: ignore[attr-defined]
    return found


def may_read_sensitive(user: User | AnonymousUser) -> bool:
    """Whether the user is one of the people who work on the site."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def restriction_keys(user: User | AnonymousUser) -> Iterator[str]:
    """Yield the keys of the restrictions that the user passes; nobody unknown passes one."""
    if not user.is_authenticated:
        return
    sensitive = may_read_sensitive(user)
    if sensitive:
        yield gate_of(None, sensitive=True)
    rows = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups").all())
    if not rows:
        return
    group_ids = set(user.groups.values_list("pk", flat=True))
    passed = {row.pk: passes(user, group_ids, row) for row in rows}
    for row in rows:
        above = (other for other in rows if row.page.path.startswith(other.page.path))
        if all(passed[other.pk] for other in above):
            yield gate_of(row.pk)
            if sensitive:
                yield gate_of(row.pk, sensitive=True)


def passes(
    user: User | AnonymousUser, group_ids: set[int], restriction: PageViewRestriction
) -> bool:
    """Whether the user satisfies this one restriction."""
    if restriction.restriction_type == PageViewRestriction.LOGIN:
        return user.is_authenticated
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        return user.is_superuser or bool(
            group_ids & {group.pk for group in restriction.groups.all()}
        )
    # A password opens the page itself in one browser session, never lists.
    return False
