"""The stamp of the vocabularies: what lets every process keep them in memory (decision 0020).

One row holds a random value that changes in the transaction of every change of a term. A
process keeps what it has read under the stamp it was read with, and asks for the stamp once
per request; tasks, commands and tests, which have no request, ask each time. The value is
random, not a count, so that a stamp of a transaction that was rolled back never returns.
"""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from asgiref.local import Local
from django.core.signals import request_finished, request_started

from vocabularies.models import VocabularyStamp

Key = TypeVar("Key")
Value = TypeVar("Value")

MAX_ENTRIES = 100_000
_request = Local()


def current() -> str:
    """Return the stamp; "" before the first change, when nothing may be kept."""
    known: str | None = getattr(_request, "stamp", None)
    if known is None:
        known = VocabularyStamp.objects.values_list("value", flat=True).first() or ""
        if getattr(_request, "running", False):
            _request.stamp = known
    return known


def bump() -> None:
    """Let every process read the vocabularies again, once this transaction is committed.

    The request that writes asks for the stamp each time from here on: it may roll back.
    """
    VocabularyStamp.objects.update_or_create(pk=1, defaults={"value": uuid.uuid4().hex})
    _request.running = False
    _request.stamp = None


class Kept(Generic[Key, Value]):
    """Values by key, forgotten when the stamp changes. Absence (None) is kept too."""

    def __init__(self) -> None:
        self._held: tuple[str, dict[Key, Value | None]] = ("", {})

    def get_many(
        self, keys: Iterable[Key], load: Callable[[set[Key]], dict[Key, Value]]
    ) -> dict[Key, Value]:
        """Return the values of the keys that exist; `load` is called for what is not kept."""
        wanted = set(keys)
        if not wanted:
            return {}
        stamp, values = current(), {}
        if stamp and stamp == self._held[0] and len(self._held[1]) < MAX_ENTRIES:
            values = self._held[1]
        missing = wanted - values.keys()
        if missing:
            loaded = load(missing)
            values.update({key: loaded.get(key) for key in missing})
        self._held = (stamp, values)
        return {key: value for key in wanted if (value := values[key]) is not None}


def on_request_started(**_kwargs: Any) -> None:
    """From here on one look at the stamp is enough."""
    _request.running = True
    _request.stamp = None


def on_request_finished(**_kwargs: Any) -> None:
    """Outside a request the stamp is read each time."""
    _request.running = False
    _request.stamp = None


request_started.connect(on_request_started)
request_finished.connect(on_request_finished)
