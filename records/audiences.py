"""Who may see what: the keys that a viewer holds now (DESIGN.md 2).

Upper rooms register a provider per gate prefix ("restriction", "community"). Keys are
read from the database once per viewer, that is once per request; nothing about
visibility is stored with content.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from accounts.models import User

Provider = Callable[["User | AnonymousUser"], Iterable[str]]

_providers: dict[str, Provider] = {}


class DuplicateProviderError(Exception):
    """Two providers claim the same gate prefix."""


def register_provider(prefix: str, provider: Provider) -> None:
    """Let `provider` give the keys that begin with `prefix`."""
    if _providers.get(prefix, provider) is not provider:
        raise DuplicateProviderError(f"The gate prefix {prefix!r} has a provider already.")
    _providers[prefix] = provider


def keys_for(user: "User | AnonymousUser") -> frozenset[str]:
    """Return all keys that the user holds now, e.g. {"restriction:7", "community:12"}."""
    return frozenset(key for provider in _providers.values() for key in provider(user))


class Viewer:
    """A user with their keys, for the length of one request or one task."""

    def __init__(self, user: "User | AnonymousUser") -> None:
        self.user = user

    @classmethod
    def anonymous(cls) -> "Viewer":
        """The public."""
        return cls(AnonymousUser())

    def renewed(self) -> "Viewer":
        """The same person as they are now, for work that outlasts a request.

        Somebody whose account is gone or closed becomes the public.
        """
        if isinstance(self.user, AnonymousUser):
            return Viewer.anonymous()
        # The user of a request is a lazy object: its type is not the model.
        people = cast("type[User]", self.user._meta.model)
        user = people.objects.filter(pk=self.user.pk, is_active=True).first()
        return Viewer(user or AnonymousUser())

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys, read when first asked for."""
        return keys_for(self.user)

    def may_see(self, *, container_gate: str, restriction_gate: str) -> bool:
        """The predicate twin of `visible_to`."""
        return all(not gate or gate in self.keys for gate in (container_gate, restriction_gate))
