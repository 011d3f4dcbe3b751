"""What upper rooms tell the records room: kinds of things, and how to project them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

from records.data import RecordData


class DuplicateRegistrationError(Exception):
    """A kind or a projector was registered twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing, as people choose it in lists. `icon` is a heroicons name."""

    key: str
    label: str | Promise
    plural: str | Promise
    icon: str
    group: str
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Projector:
    """How the objects of one model (and its subclasses) become records.

    `uid_of(obj)` is the identifier of the thing that `obj` belongs to: several objects
    (translations) may share it. `build(uids)` reads the database and returns what can be
    found; a missing uid means "not to be found". `uids(after)` yields every uid greater
    than `after`, in ascending order.
    """

    model: type[Model]
    kinds: tuple[str, ...]
    uid_of: Callable[[Any], UUID]
    build: Callable[[Sequence[UUID]], Mapping[UUID, RecordData]]
    uids: Callable[[UUID | None], Iterator[UUID]]

    @property
    def name(self) -> str:
        """The model's label, e.g. "cms.BasePage"."""
        return self.model._meta.label


_kinds: dict[str, Kind] = {}
_fact_labels: dict[str, str | Promise] = {}
_fact_values: dict[str, Mapping[str, str | Promise]] = {}
_rights_texts: dict[str, str | Promise] = {}
_projectors: dict[type[Model], Projector] = {}


def register_kind(kind: Kind) -> None:
    """Add a kind; the same key twice is an error."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise DuplicateRegistrationError(f"The kind {kind.key!r} is registered already.")


def register_projector(projector: Projector) -> None:
    """Add a projector; a second one for the same model is an error."""
    if _projectors.setdefault(projector.model, projector) is not projector:
        raise DuplicateRegistrationError(f"{projector.name} has a projector already.")


def kinds(*, group: str | None = None) -> list[Kind]:
    """All kinds in the order of lists, or those of one group."""
    chosen = [kind for kind in _kinds.values() if group in (None, kind.group)]
    return sorted(chosen, key=lambda kind: (kind.order, kind.key))


def kind(key: str) -> Kind:
    """The kind with this key; KeyError when nobody registered it."""
    return _kinds[key]


def has_kind(key: str) -> bool:
    """Whether the kind exists."""
    return key in _kinds


def register_fact_labels(labels: Mapping[str, str | Promise]) -> None:
    """Name facts, so that record pages show them. A fact without a label stays unshown."""
    for key, label in labels.items():
        if _fact_labels.setdefault(key, label) != label:
            raise DuplicateRegistrationError(f"The fact {key!r} is named already.")


def fact_label(key: str) -> str | Promise | None:
    """The label of a fact, if it has one."""
    return _fact_labels.get(key)


def register_fact_values(key: str, labels: Mapping[str, str | Promise]) -> None:
    """Name the values that a fact can have, so that lists can be narrowed by it."""
    if _fact_values.setdefault(key, labels) != labels:
        raise DuplicateRegistrationError(f"The values of {key!r} are named already.")


def fact_value_label(key: str, value: str) -> str | Promise:
    """The label of a fact's value; the value itself when nobody named it."""
    return _fact_values.get(key, {}).get(value, value)


def register_rights(texts: Mapping[str, str | Promise]) -> None:
    """Say what each code in `RecordData.rights_note` means to a reader."""
    for code, text in texts.items():
        if _rights_texts.setdefault(code, text) != text:
            raise DuplicateRegistrationError(f"The rights {code!r} are explained already.")


def rights_text(note: str) -> str | Promise | None:
    """The meaning of a code; None when the note is a sentence of its source."""
    return _rights_texts.get(note)


def projectors() -> list[Projector]:
    """All projectors by name."""
    return sorted(_projectors.values(), key=lambda projector: projector.name)


def projector_for(model: type[Model]) -> Projector | None:
    """The projector of the model or of its nearest ancestor."""
    for ancestor in model.__mro__:
        if ancestor in _projectors:
            return _projectors[ancestor]
    return None
