"""What people can be told: the kinds that upper rooms register in `AppConfig.ready`.

A kind answers two questions at the moment of showing and of sending, each for many facts
at once: what of this may the user see now, and how is it said. Nothing that was true
when the fact happened is trusted later.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from notifications.models import Frequency

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened, as a kind gets it back: a stable key and ids, no names, no texts."""

    subject: str
    payload: Mapping[str, Any]
    occurred_at: datetime
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A fact in the reader's words.

    `title` is one line, also the subject of the mail. `lines` are paragraphs of plain
    text. `url` is a path of this site, or empty. `reason` says why this person is told:
    "You follow this thread." `action` is the verb on the button.
    """

    title: str
    lines: tuple[str, ...] = ()
    url: str = ""
    reason: str = ""
    action: str = ""


# The subset of the subjects that the user may see now.
VisibleSubjects = Callable[["User", Sequence[Fact]], Collection[str]]
# By subject; a subject that is missing is neither shown nor sent.
Render = Callable[["User", Sequence[Fact], str], Mapping[str, Rendered]]


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """Something people can be told about, with a row in their settings."""

    key: str
    label: "str | _StrPromise"
    description: "str | _StrPromise"
    may_see: VisibleSubjects = field(repr=False)
    render: Render = field(repr=False)
    default_frequency: Frequency = Frequency.DAILY


class DuplicateKindError(Exception):
    """Two kinds have the same key."""


class UnknownKindError(Exception):
    """Nobody registered a kind of this key."""


_kinds: dict[str, NotificationKind] = {}


def register_kind(kind: NotificationKind) -> None:
    """Let people be told about `kind`; the same object may come twice."""
    if _kinds.get(kind.key, kind) is not kind:
        raise DuplicateKindError(f"The kind of notification {kind.key!r} exists already.")
    _kinds[kind.key] = kind


def kind_of(key: str) -> NotificationKind:
    """Return the kind; `UnknownKindError` names those that exist."""
    try:
        return _kinds[key]
    except KeyError:
        known = ", ".join(sorted(_kinds)) or "none"
        raise UnknownKindError(
            f"There is no kind of notification {key!r}. Registered: {known}."
        ) from None


def known_kinds() -> Mapping[str, NotificationKind]:
    """Return all kinds by key, in the order of their registration."""
    return dict(_kinds)
