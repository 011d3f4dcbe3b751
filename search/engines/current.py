"""Which engine answers."""

from collections.abc import Mapping

from search.engines.base import Engine
from search.engines.embedded.engine import EmbeddedEngine

ENGINES: Mapping[str, Engine] = {"embedded": EmbeddedEngine()}


def current_engine() -> Engine:
    """Return the engine of this site."""
    return ENGINES["embedded"]
