"""Who may review what was submitted: a pure predicate and its twin for querysets.

National focal points review what names their country, wherever it lies in the tree. A
country is theirs when one of their groups may publish the page of that country.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.models import GroupPagePermission, TaskState

from accounts.models import User


def own_countries(user: User | AnonymousUser) -> frozenset[str]:
    """The ISO codes of the countries whose page a group of the user may publish."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    codes = GroupPagePermission.objects.filter(
        group__user=user,
        permission__codename="publish_page",
        page__countrypage__isnull=False,
    ).values_list("page__countrypage__country", flat=True)
    return frozenset(code.upper() for code in codes)


def named_countries(government: str | None, terms: Iterable[str] | None) -> frozenset[str]:
    """The ISO codes in the fields `government` and `countries` of a revision."""
    codes = [government or "", *(term.partition(":")[2] for term in terms or ())]
    return frozenset(code.upper() for code in codes if code)


def can_review_for_country(user: User | AnonymousUser, state: TaskState | None) -> bool:
    """Whether what was submitted names a country of the user.

    The submitted revision is judged, because approval publishes that revision.
    """
    if state is None or state.revision is None:
        return False
    content = state.revision.content
    named = named_countries(content.get("government"), content.get("countries"))
    return bool(named and named & own_countries(user))


def reviewable_for_country(
    user: User | AnonymousUser, states: QuerySet[TaskState]
) -> QuerySet[TaskState]:
    """Those of these states that `can_review_for_country` allows.

    Read in Python: SQLite cannot look into a list in JSON, and few pages wait at once.
    """
    countries = own_countries(user)
    if not countries:
        return states.none()
    rows = states.values_list("pk", "revision__content__government", "revision__content__countries")
    return states.filter(
        pk__in=[pk for pk, *values in rows if named_countries(*values) & countries]
    )
