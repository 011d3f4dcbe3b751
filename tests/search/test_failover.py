"""Elasticsearch slow, hanging, refusing or gone: readers get answers all the same."""

import logging
import time

import pytest

from records.audiences import Viewer
from records.sequencer import number_changes
from search.actions import search, suggest
from search.engines.current import current_engine, failover
from search.engines.elasticsearch import overlay
from search.engines.failover import Breaker
from search.engines.silent import UNAVAILABLE
from search.indexing import feed
from search.models import SearchIndex
from tests.factories.records import make_record
from tests.search.broken import proxy
from tests.search.elasticsearch import *  # noqa: F403  (fixtures)
from tests.servers import elasticsearch_url

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]
PUBLIC = Viewer.anonymous()
BAD = ["hangs", "busy", "refuses"]


@pytest.fixture
def node(live_index, settings):
    """A node that can be broken."""
    with proxy(elasticsearch_url()) as opened:
        settings.ELASTICSEARCH_URL = [opened.url]
        failover.cache_clear()
        yield opened


def ask(text="mangroves"):
    return search(viewer=PUBLIC, text=text, language="en")


def catch_up():
    number_changes()
    return feed.follow()


def test_elasticsearch_answers_when_it_can(node):
    record = make_record()
    catch_up()

    response = ask()

    assert [hit.uid for hit in response.hits] == [record.uid]
    assert response.notice == ""
    assert node.connections


@pytest.mark.parametrize("mode", BAD)
def test_the_embedded_index_answers_within_three_seconds(node, mode):
    record = make_record()
    node.set(mode)
    started = time.monotonic()

    response = ask()

    assert time.monotonic() - started < 3
    assert [hit.uid for hit in response.hits] == [record.uid]
    assert response.notice == "simplified"


@pytest.mark.parametrize("mode", BAD)
def test_suggestions_and_everything_else_fall_back_too(node, mode):
    record = make_record(titles={"en": "Zanzibarian quokkas"})
    node.set(mode)

    assert [item.uid for item in suggest(viewer=PUBLIC, text="zanz", language="en")] == [record.uid]
    assert current_engine().did_you_mean(text="quokkkas", language="en") == "quokkas"


def test_in_an_outage_only_one_reader_in_seconds_waits(node, caplog):
    make_record()
    node.set("hangs")
    ask()
    waited = node.connections
    started = time.monotonic()

    for _ in range(20):
        assert ask().notice == "simplified"

    assert time.monotonic() - started < 2
    assert node.connections == waited
    assert [entry.levelno for entry in caplog.records].count(logging.ERROR) == 1


def test_answers_come_from_elasticsearch_again_by_themselves(node):
    make_record()
    node.set("refuses")
    engine = current_engine()
    engine.breaker.pause = 0.1
    ask()
    node.set("works")
    time.sleep(0.2)
    catch_up()

    assert ask().notice == ""


def test_a_breaker_lets_one_try_at_a_time():
    breaker = Breaker(pause=0.05)
    breaker.failed(RuntimeError("away"))
    assert not breaker.allows()
    time.sleep(0.06)

    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert breaker.allows()


@pytest.mark.parametrize("mode", BAD)
def test_what_is_published_in_an_outage_waits_and_comes(node, mode, monkeypatch):
    monkeypatch.setattr(feed, "REQUEST_SECONDS", 1)
    node.set(mode)
    started = time.monotonic()
    record = make_record(titles={"en": "Quokkas"})
    number_changes()
    assert time.monotonic() - started < 1

    catch_up()
    index = SearchIndex.objects.get()
    assert index.position == 0
    assert index.last_error

    node.set("works")
    SearchIndex.objects.update(last_failure=index.last_failure - feed.REST)
    assert catch_up() == 1
    failover.cache_clear()
    response = ask("quokkas")
    assert [hit.uid for hit in response.hits] == [record.uid]
    assert response.notice == ""


def test_a_site_without_an_index_searches_the_embedded_one(own_alias):
    make_record()

    response = ask()

    assert (response.total, response.notice) == (1, "simplified")


def test_an_index_of_another_version_is_not_asked(live_index):
    make_record()
    SearchIndex.objects.update(schema="of-another-version")
    feed.follow()

    assert ask().notice == "simplified"
    assert SearchIndex.objects.get().position == 0


def test_without_an_embedded_index_readers_are_told(node, settings):
    settings.CHM_SEARCH_EMBEDDED = False
    failover.cache_clear()
    node.set("refuses")

    response = ask()

    assert (response.total, response.notice) == (0, UNAVAILABLE)


def test_too_many_narrowed_records_are_left_to_the_embedded_index(live_index, monkeypatch):
    monkeypatch.setattr(overlay, "MAX_NARROWED", 1)
    overlay.narrow([make_record().pk, make_record().pk])

    assert ask().notice == "simplified"
