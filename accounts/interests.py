"""What people are interested in, as far as they said so themselves.

Rooms in which people name subjects register a provider in `AppConfig.ready`; whoever
recommends something asks here and need not know those rooms.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """A term, how much it counts (0 to 1), and why.

    `reason` is a sentence with the placeholder %(name)s; an empty `name` stands for the
    label of the term.
    """

    term: str
    weight: float
    reason: str | Promise
    name: str = ""


Provider = Callable[[User], Iterable[Interest]]

_providers: dict[str, Provider] = {}


class DuplicateProviderError(Exception):
    """Two rooms use the same name."""


def register_interests(name: str, provider: Provider) -> None:
    """Let `provider` name interests of a user, with one query."""
    if _providers.setdefault(name, provider) is not provider:
        raise DuplicateProviderError(f"Interests named {name!r} are registered already.")


def interests_of(user: User) -> list[Interest]:
    """Return all interests of a user, in the order of the providers' names."""
    return [interest for name in sorted(_providers) for interest in _providers[name](user)]
