"""Which engine answers."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings

from search.engines.base import Engine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.failover import FailoverEngine
from search.engines.silent import SilentEngine

ENGINES: Mapping[str, Engine] = {
    "elasticsearch": ElasticsearchEngine(),
    "embedded": EmbeddedEngine(),
}


def current_engine() -> Engine:
    """Return the engine of this site: Elasticsearch where there is one, and its stand-in."""
    if settings.ELASTICSEARCH_URL:
        return failover(has_embedded=settings.CHM_SEARCH_EMBEDDED)
    return ENGINES["embedded"]


@lru_cache
def failover(*, has_embedded: bool) -> FailoverEngine:
    """Return the pair of engines of this process, with what it remembers of failures."""
    second = ENGINES["embedded"] if has_embedded else SilentEngine()
    return FailoverEngine(ENGINES["elasticsearch"], second)
