"""Who belongs to the same closed circle as somebody, e.g. to the same community.

A room that has such circles registers a provider in `AppConfig.ready`. "My communities" as
a visibility asks here, so that rooms which show people need not know those circles.
"""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User

Provider = Callable[[User], QuerySet[User]]

_providers: dict[str, Provider] = {}


class DuplicateProviderError(Exception):
    """Two rooms use the same name."""


def register_provider(name: str, provider: Provider) -> None:
    """Let `provider` say who shares a circle with a user."""
    if _providers.setdefault(name, provider) is not provider:
        raise DuplicateProviderError(f"Circles named {name!r} are registered already.")


def companions_q(user: User | AnonymousUser, field: str = "user") -> Q:
    """The people who share a circle with the user, as a condition on a relation to them.

    Without a circle it holds for nobody.
    """
    condition = Q(pk__in=[])
    if isinstance(user, User) and user.is_active:
        for provider in _providers.values():
            condition |= Q(**{f"{field}__in": provider(user)})
    return condition


def are_companions(user: User | AnonymousUser, other_id: int) -> bool:
    """The predicate twin of `companions_q`; one query for each kind of circle."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return any(provider(user).filter(pk=other_id).exists() for provider in _providers.values())
