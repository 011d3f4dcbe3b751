"""The Elasticsearch engine keeps what every engine promises, on a real server."""

from collections.abc import Callable
from typing import Any

import pytest

from search.engines.base import Engine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.presence import forget
from tests.search.conformance import *  # noqa: F403  (the suite)
from tests.search.conformance_scans import *  # noqa: F403  (the suite)
from tests.search.conformance_similarity import *  # noqa: F403  (the suite)
from tests.search.elasticsearch import follow, live_index, own_alias  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


class CaughtUp:
    """An engine whose index follows the feed before each question."""

    def __init__(self, engine: Engine, catch_up: Callable[[], Any]) -> None:
        self._engine = engine
        self._catch_up = catch_up

    def __getattr__(self, name: str) -> Any:
        self._catch_up()
        return getattr(self._engine, name)


@pytest.fixture
def engine(live_index: str, follow: Callable[[], int]) -> Engine:  # noqa: F811
    def catch_up() -> None:
        follow()
        forget(live_index)

    return CaughtUp(ElasticsearchEngine(), catch_up)
