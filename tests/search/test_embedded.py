"""The embedded engine keeps what every engine promises, on whichever database runs."""

import pytest

from search.engines.base import Engine
from search.engines.embedded.engine import EmbeddedEngine
from tests.search.conformance import *  # noqa: F403  (the suite)
from tests.search.conformance_scans import *  # noqa: F403  (the suite)
from tests.search.conformance_similarity import *  # noqa: F403  (the suite)

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine() -> Engine:
    return EmbeddedEngine()
