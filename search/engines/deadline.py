"""How long a question may take in all, however many requests it needs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from search.engines.errors import EngineUnavailableError

SHORTEST = 0.05

_end: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let everything inside take no longer than this together."""
    token = _end.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def remaining(at_most: float) -> float:
    """Return the seconds that the next request may take.

    Raises `EngineUnavailableError` when none are left.
    """
    end = _end.get()
    if end is None:
        return at_most
    left = end - time.monotonic()
    if left < SHORTEST:
        raise EngineUnavailableError("it took too long")
    return min(left, at_most)
