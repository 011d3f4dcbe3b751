"""What no reader would type: a sample of `python -m bench.fuzz`, the same in every run."""

import random
import time

import pytest
from django.test import Client

from bench.fuzz import SYNTAX, engine_answers, page_answers
from records.audiences import Viewer
from search.engines.base import Engine, SearchRequest
from search.engines.current import ENGINES
from search.query import parse
from tests.factories.records import make_record
from tests.search.elasticsearch import live_index, own_alias  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
SAMPLE = 200
# Of our own time: a busy machine is no failure.
SECONDS = 5


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An engine that has three records."""
    for title in ("An island reef", "Forests of the north", "The tide"):
        make_record(titles={"en": title}, countries=("FJ",))
    if request.param == "elasticsearch":
        request.getfixturevalue("live_index")
    return ENGINES[request.param]


def test_no_string_breaks_an_engine(engine: Engine) -> None:
    chance = random.Random(11)  # noqa: S311
    _figures, failures = engine_answers(
        engine.name, chance, SAMPLE, slowest=SECONDS, clock=time.process_time
    )
    assert failures == []


@pytest.mark.parametrize("text", SYNTAX)
def test_the_syntax_of_other_languages_is_plain_text(engine: Engine, text: str) -> None:
    query = parse(text)
    if query.has_text:
        request = SearchRequest(query=query, viewer=Viewer.anonymous(), language="en")
        assert engine.search(request).total == 0


def test_no_string_breaks_the_page(client: Client) -> None:
    make_record(titles={"en": "An island reef"}, countries=("FJ",))
    chance = random.Random(11)  # noqa: S311
    _figures, failures = page_answers(chance, SAMPLE // 4, slowest=SECONDS, clock=time.process_time)
    assert failures == []
