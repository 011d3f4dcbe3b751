"""Which engine answers."""

from search.engines.base import Engine
from search.engines.embedded.engine import EmbeddedEngine

_embedded = EmbeddedEngine()


def current_engine() -> Engine:
    """Return the engine of this site."""
    return _embedded
