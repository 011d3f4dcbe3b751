"""Both engines find everything across languages, and nothing where there is nothing."""

from collections.abc import Callable, Iterator

import pytest

from records import projection
from records.audiences import Viewer
from search.engines.base import Engine, SearchRequest
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.query import parse
from tests.search.elasticsearch import follow, live_index, own_alias  # noqa: F401  (fixtures)
from tests.search.site_set import DEPTH, LANGUAGES, WITHOUT_ANSWER, questions, site_records
from vocabularies.actions import load_shipped_vocabularies

pytestmark = pytest.mark.django_db

RECORDS = 60
QUESTIONS = 60


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine that has the demonstration."""
    load_shipped_vocabularies()
    if request.param == "elasticsearch":
        request.getfixturevalue("own_alias")
        projection.write(*site_records())
        request.getfixturevalue("live_index")
        yield ElasticsearchEngine()
    else:
        projection.write(*site_records())
        yield EmbeddedEngine()


@pytest.fixture
def ask(engine: Engine) -> Callable[..., object]:
    """Ask the engine as the public does."""

    def answer(text: str, language: str) -> object:
        return engine.search(
            SearchRequest(
                query=parse(text), viewer=Viewer.anonymous(), language=language, size=DEPTH
            )
        )

    return answer


def test_a_label_finds_all_that_is_written_in_other_languages(ask) -> None:
    records = site_records()
    asked = list(questions(records))
    assert len(records) >= RECORDS
    assert {record.default_language for record in records} == set(LANGUAGES)
    assert {question.language for question in asked} == set(LANGUAGES)
    assert len(asked) >= QUESTIONS * len(LANGUAGES)

    missed = {}
    for question in asked:
        found = {hit.uid for hit in ask(question.text, question.language).hits}
        if not question.answers <= found:
            missed[question.language, question.text] = len(question.answers - found)
    assert missed == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_nothing_is_found_and_nothing_proposed(ask, language: str) -> None:
    wrong = {}
    for text in WITHOUT_ANSWER[language]:
        response = ask(text, language)
        if response.total or response.did_you_mean:
            titles = [hit.record.titles for hit in response.hits[:2]]
            wrong[text] = (response.total, response.did_you_mean, titles)
    assert wrong == {}
