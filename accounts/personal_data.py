"""Where personal data are, what is handed out to their person, and what becomes of them.

Every room declares its models in its `privacy` module, loaded by `AppConfig.ready`. A contract
test walks all models of the site and fails for one that relates to a person, holds an address,
or holds text, without a declaration (tests/contracts/test_privacy.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db.models import Model, QuerySet

from accounts.models import Erasure, User

Row = Mapping[str, Any]
Find = Callable[[User], QuerySet[Any]]
Export = Callable[[User], Iterable[Row]]
Files = Callable[[User], Iterable[tuple[str, BinaryIO]]]
Obstacles = Callable[[User], Iterable[str]]

Content = Erasure.Content
Erase = Callable[[User, Content], None]


class DuplicateDeclarationError(Exception):
    """A model is declared twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What holds for one model.

    `export` yields the rows that belong to a person, `files` (name, open file) pairs, `erase`
    removes what is personal. `kept` is the reason for what stays, or "" when nothing does.
    """

    label: str
    export: Export | None = None
    files: Files | None = None
    erase: Erase | None = None
    kept: str = ""


_declarations: dict[str, Declaration] = {}
_obstacles: list[Obstacles] = []


def declare(
    label: str,
    *,
    export: Export | None = None,
    files: Files | None = None,
    erase: Erase | None = None,
    kept: str = "",
) -> None:
    """Declare a model by its label ("search.SavedSearch")."""
    if erase is None and not kept:
        raise ValueError(f"{label} is neither erased nor kept for a reason.")
    if label in _declarations:
        raise DuplicateDeclarationError(f"{label} is declared already.")
    _declarations[label] = Declaration(
        label=label, export=export, files=files, erase=erase, kept=kept
    )


def declare_owned(
    label: str, find: Find, *fields: str, secret: bool = False, order: str = "pk"
) -> None:
    """Declare a model whose rows belong to one person: handed out, and deleted.

    `fields` are what is handed out; `secret` rows (keys, sessions) are only deleted.
    """

    def export(user: User) -> Iterator[Row]:
        yield from find(user).order_by(order).values(*fields).iterator()

    def erase(user: User, content: Content) -> None:
        del content
        find(user).delete()

    declare(label, export=None if secret else export, erase=erase)


def declare_impersonal(reason: str, *labels: str) -> None:
    """Declare models that say nothing of a person."""
    for label in labels:
        declare(label, kept=reason)


def declarations() -> tuple[Declaration, ...]:
    """Return all declarations in the order of their labels."""
    return tuple(_declarations[label] for label in sorted(_declarations))


def is_declared(model: type[Model]) -> bool:
    """Return whether the model has a declaration."""
    return model._meta.label in _declarations


def register_obstacle(obstacle: Obstacles) -> None:
    """Let a room name what somebody has to hand over before they may leave."""
    if obstacle not in _obstacles:
        _obstacles.append(obstacle)


def obstacles_of(user: User) -> list[str]:
    """Return what hinders the erasure of an account, as sentences for its person."""
    return [text for obstacle in _obstacles for text in obstacle(user)]
