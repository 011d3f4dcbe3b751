"""A real Elasticsearch for tests: an alias of its own, gone after the test."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from elasticsearch import Elasticsearch

from records.sequencer import number_changes
from search.engines.current import failover
from search.indexing import feed
from search.indexing.rebuild import rebuild
from tests.servers import elasticsearch_url

__all__ = ["follow", "live_index", "own_alias"]


@pytest.fixture
def own_alias(settings) -> Iterator[str]:
    """Name the alias of this test and remove what it left in Elasticsearch."""
    failover.cache_clear()
    settings.CHM_SEARCH_INDEX = f"test-{uuid.uuid4().hex[:12]}"
    yield settings.CHM_SEARCH_INDEX
    with Elasticsearch(elasticsearch_url()) as node:
        for index in node.indices.get(index=f"{settings.CHM_SEARCH_INDEX}-*"):
            node.indices.delete(index=index, ignore_unavailable=True)


@pytest.fixture
def follow(own_alias: str, db: None) -> Callable[[], int]:
    """Number what was written and bring the indexes up to date."""

    def catch_up() -> int:
        number_changes()
        return feed.follow()

    return catch_up


@pytest.fixture
def live_index(own_alias: str, db: None) -> str:
    """An index that searches ask; empty as long as there are no records."""
    number_changes()
    for _step in rebuild():
        pass
    return own_alias
