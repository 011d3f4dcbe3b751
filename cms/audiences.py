"""Which page restrictions a user satisfies now.

A page's gate names its nearest restriction. Somebody holds the key of a restriction when
they satisfy it and every restriction above it in the tree, as Wagtail itself decides.
A record marked as restricted has the word `sensitive` in its gate: its key belongs to the
people who work on the site.
"""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cms.choices import Sensitivity
from cms.restrictions import Restrictions

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


def gate_for(page: Page, restrictions: Restrictions) -> str:
    """The gate of a page, from its nearest restriction and its own sensitivity."""
    return gate_of(restrictions.nearest(page.path), sensitive=is_sensitive(page))


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
