"""Which page restrictions a user satisfies now.

A page's gate names its nearest restriction. Somebody holds the key of a restriction when
they satisfy it and every restriction above it in the tree, as Wagtail itself decides.
"""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageViewRestriction

from accounts.models import User

PREFIX = "restriction"


def gate_of(restriction_id: int | None) -> str:
    """The gate that the restriction puts on pages at and below its page."""
    return f"{PREFIX}:{restriction_id}" if restriction_id else ""


def restriction_keys(user: User | AnonymousUser) -> Iterator[str]:
    """Yield the keys of the restrictions that the user passes."""
    rows = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups").all())
    if not rows:
        return
    group_ids = set(user.groups.values_list("pk", flat=True)) if user.is_authenticated else set()
    passed = {row.pk: _passes(user, group_ids, row) for row in rows}
    for row in rows:
        above = (other for other in rows if row.page.path.startswith(other.page.path))
        if all(passed[other.pk] for other in above):
            yield gate_of(row.pk)


def _passes(
    user: User | AnonymousUser, group_ids: set[int], restriction: PageViewRestriction
) -> bool:
    if restriction.restriction_type == PageViewRestriction.LOGIN:
        return user.is_authenticated
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        return user.is_superuser or bool(
            group_ids & {group.pk for group in restriction.groups.all()}
        )
    # A password opens the page itself in one browser session, never lists.
    return False
