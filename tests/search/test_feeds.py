"""Feeds of a search: valid, public, and cheap to ask again."""

import uuid
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
import time_machine
from lxml import etree

from records import projection
from records.data import Agent, PartialDate
from records.sequencer import number_changes
from tests.factories.accounts import make_administrator
from tests.factories.records import make_record
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "http://127.0.0.1:8000"


def feed(client, extension: str, query: str = "", place: str = "search", language: str = "en"):
    response = client.get(f"/{language}/{place}/feed.{extension}?{query}")
    assert response.status_code == 200
    return etree.fromstring(response.content)


def titles(tree) -> list[str]:
    return [node.text for node in tree.xpath("//item/title | //a:entry/a:title", namespaces=ATOM)]


@pytest.fixture
def reefs() -> list[uuid.UUID]:
    """Three records, changed one after the other."""
    made = []
    for day, year in ((1, 2024), (2, 2001), (3, 2010)):
        with time_machine.travel(datetime(2026, 5, day, 12, tzinfo=UTC), tick=False):
            made.append(
                make_record(
                    kind="news",
                    titles={"en": f"Reef {year}"},
                    issued=PartialDate(date(year, 1, 1)),
                    urls={"en": f"/en/news/reef-{year}/"},
                ).uid
            )
            number_changes()
    return made


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_the_last_change_comes_first(client, reefs, extension):
    assert titles(feed(client, extension, "q=reef")) == ["Reef 2010", "Reef 2001", "Reef 2024"]


def test_an_rss_feed_has_what_the_specification_asks_for(client, reefs):
    tree = feed(client, "rss", "q=reef")
    [channel] = tree
    item = channel.find("item")

    assert (tree.tag, tree.get("version")) == ("rss", "2.0")
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    [itself] = channel.xpath("a:link[@rel='self']", namespaces=ATOM)
    assert itself.get("href") == f"{BASE}/en/search/feed.rss?q=reef"
    assert channel.findtext("link") == f"{BASE}/en/search/?q=reef"
    assert item.findtext("link") == f"{BASE}/en/news/reef-2010/"
    assert item.findtext("guid") == f"{BASE}/id/{reefs[2]}"
    assert item.find("guid").get("isPermaLink") == "true"
    assert item.findtext("pubDate") == "Sun, 03 May 2026 12:00:00 +0000"
    assert item.findtext("dc:language", namespaces=ATOM) == "en"
    assert channel.findtext("lastBuildDate") == "Sun, 03 May 2026 12:00:00 +0000"


def test_an_atom_feed_has_what_the_specification_asks_for(client, reefs):
    tree = feed(client, "atom", "q=reef")
    entries = tree.findall("a:entry", ATOM)

    assert etree.QName(tree).text == "{http://www.w3.org/2005/Atom}feed"
    assert tree.get(XML_LANG) == "en"
    for node in (tree, *entries):
        assert all(
            node.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "title", "updated")
        )
    assert tree.findtext("a:updated", namespaces=ATOM) == "2026-05-03T12:00:00+00:00"
    assert [entry.findtext("a:id", namespaces=ATOM) for entry in entries] == [
        f"{BASE}/id/{uid}" for uid in reversed(reefs)
    ]
    assert entries[0].findtext("a:published", namespaces=ATOM) == "2010-01-01T00:00:00+00:00"
    assert len({entry.findtext("a:id", namespaces=ATOM) for entry in entries}) == 3


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_a_feed_is_public_whoever_asks(client, extension):
    make_record(titles={"en": "Open quokkas"})
    make_record(titles={"en": "Zanzibarian quokkas"}, container_gate="community:1")
    restricted = make_record(titles={"en": "Sensitive quokkas"})
    number_changes()
    client.force_login(make_administrator())
    projection.set_gates([restricted.uid], restriction_gate="restriction:sensitive")

    assert titles(feed(client, extension, "q=quokkas")) == ["Open quokkas"]


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_filters_and_the_list_hold_in_a_feed(client, extension):
    make_record(kind="news", titles={"en": "Reef news"}, countries=("FJ",))
    make_record(kind="case-study", titles={"en": "Reef study"}, countries=("FJ",))
    make_record(kind="case-study", titles={"en": "Reef elsewhere"})
    number_changes()

    assert titles(feed(client, extension, "country=FJ", "knowledge")) == ["Reef study"]


def test_an_entry_tells_its_own_language(client):
    make_term("countries:FJ", en="Fiji", fr="Fidji")
    make_record(
        titles={"ar": "الشعاب", "fr": "Récifs"}, default_language="ar", countries=("FJ",),
        agents=(Agent(name="Nandini Rawlings"),),
    )  # fmt: skip
    make_record(titles={"ar": "المحيط"}, default_language="ar")
    number_changes()

    tree = feed(client, "atom", language="fr")

    assert tree.get(XML_LANG) == "fr"
    assert [entry.get(XML_LANG) for entry in tree.findall("a:entry", ATOM)] == ["ar", "fr"]
    assert tree.xpath("//a:entry/a:category/@term", namespaces=ATOM)[-1] == "Fidji"
    assert tree.xpath("string(//a:entry/a:author/a:name)", namespaces=ATOM) == "Nandini Rawlings"


def test_a_closed_translation_is_not_in_a_feed(client):
    record = make_record(titles={"en": "Quokkas", "fr": "Les quokkas secrets"})
    make_record(uid=record.uid, titles={"en": "Quokkas"})
    number_changes()

    assert titles(feed(client, "atom", language="fr")) == ["Quokkas"]


@pytest.mark.parametrize("extension", ["rss", "atom"])
@pytest.mark.parametrize("text", ["Reef \x0b\x00<b>&amp;</b>", "Reef \ufffe ]]>", "Reef \x1b[0m"])
def test_no_character_breaks_a_feed(client, extension, text):
    make_record(titles={"en": text.replace("\x00", "")}, summaries={"en": text.replace("\x00", "")})
    number_changes()

    tree = feed(client, extension, f"q=reef%20{quote(text)}")

    assert len(tree.xpath("//item | //a:entry", namespaces=ATOM)) == 1


def test_a_feed_has_fifty_entries(client):
    for number in range(52):
        make_record(titles={"en": f"Reef {number}"})
    number_changes()

    found = titles(feed(client, "atom", "q=reef"))

    assert len(found) == 50
    assert found[0] == "Reef 51"


def test_spelling_is_not_relaxed_in_a_feed(client):
    make_record(titles={"en": "Mangroves"})
    number_changes()

    assert titles(feed(client, "atom", "q=mangrovse")) == []


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_an_unchanged_feed_is_not_sent_again(client, reefs, extension):
    address = f"/en/search/feed.{extension}?q=reef"
    first = client.get(address)

    by_tag = client.get(address, headers={"if-none-match": first["ETag"]})
    by_date = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_date.status_code == 304
    assert first["Cache-Control"] == "public, no-cache"


def test_what_leaves_a_feed_changes_it(client, reefs):
    address = "/en/search/feed.atom?q=reef"
    first = client.get(address)
    projection.set_gates([reefs[0]], restriction_gate="restriction:sensitive")
    number_changes()

    again = {"if-none-match": first["ETag"]}
    assert client.get(address, headers=again).status_code == 200
    again = {"if-modified-since": first["Last-Modified"]}
    assert client.get(address, headers=again).status_code == 200


def test_an_empty_feed_is_valid(client):
    assert titles(feed(client, "rss", "q=qwertz")) == []
    assert feed(client, "atom").findtext("a:updated", namespaces=ATOM)


def test_an_unknown_format_is_not_found(client):
    assert client.get("/en/search/feed.exe").status_code == 404


@pytest.mark.parametrize("number", [5, 50])
def test_a_feed_costs_the_same_queries_whatever_its_length(
    client, number, django_assert_num_queries
):
    make_term("countries:FJ", en="Fiji")
    for index in range(number):
        make_record(titles={"en": f"Reef {index}"}, countries=("FJ",))
    number_changes()
    feed(client, "atom", "q=reef")

    with django_assert_num_queries(QUERIES):
        feed(client, "atom", "q=reef")


QUERIES = 9
