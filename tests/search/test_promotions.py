"""What editors put on top for a query."""

from html import unescape

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page

from records import projection
from records.audiences import Viewer
from records.models import Record
from search.promotions import promoted
from tests.factories.cms import make_site
from tests.factories.records import make_record
from tests.factories.search import KeyHolder

pytestmark = pytest.mark.django_db


def promote(query: str, **fields) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Query.get(query), **fields)


@pytest.fixture
def page_with_record() -> tuple[Page, Record]:
    page = make_site()
    record = make_record(
        uid=page.translation_key,
        titles={"en": "Mangrove nurseries", "fr": "Pépinières de mangroves"},
        urls={"en": "/en/nurseries/", "fr": "/fr/pepinieres/"},
    )
    return page, record


@pytest.mark.parametrize("typed", ["Écosystèmes", "ecosystemes", "  ÉCOSYSTÈMES! "])
def test_case_accents_and_punctuation_make_no_difference(page_with_record, typed):
    page, record = page_with_record
    promote("écosystèmes", page=page)

    [found] = promoted(viewer=Viewer.anonymous(), text=typed, language="en")

    assert found.card.uid == record.uid


def test_a_page_is_shown_in_the_readers_language(page_with_record):
    page, _record = page_with_record
    promote("plants", page=page)

    [found] = promoted(viewer=Viewer.anonymous(), text="plants", language="fr")

    assert (str(found.card.title), found.card.url) == ("Pépinières de mangroves", "/fr/pepinieres/")


def test_a_hidden_page_is_shown_to_those_with_its_key_alone(page_with_record):
    page, record = page_with_record
    promote("plants", page=page)
    projection.set_gates([record.uid], restriction_gate="search-test:2")

    assert promoted(viewer=Viewer.anonymous(), text="plants", language="en") == []
    assert len(promoted(viewer=KeyHolder(["search-test:2"]), text="plants", language="en")) == 1


def test_choices_stand_in_the_order_of_the_editors(page_with_record):
    page, _record = page_with_record
    link = {"external_link_url": "https://example.org/", "external_link_text": "Elsewhere"}
    promote("plants", page=page, sort_order=1)
    promote("plants", **link, sort_order=0)

    found = promoted(viewer=Viewer.anonymous(), text="plants", language="en")

    assert [item.title or str(item.card.title) for item in found] == [
        "Elsewhere",
        "Mangrove nurseries",
    ]


def test_a_choice_is_neither_counted_nor_shown_twice(client, page_with_record):
    page, _record = page_with_record
    make_record(titles={"en": "Mangrove forests"})
    promote("mangrove", page=page)

    body = unescape(client.get("/en/search/?q=mangrove").content.decode())

    assert "Editor’s choice" in body
    assert "2 results" in body
    assert body.count('href="/en/nurseries/"') == 1


def test_a_choice_for_words_that_find_nothing_is_shown(client, page_with_record):
    page, _record = page_with_record
    promote("qwertz", page=page)

    assert "/en/nurseries/" in client.get("/en/search/?q=qwertz").content.decode()


def test_filters_and_later_pages_have_no_choice(client, page_with_record):
    page, _record = page_with_record
    promote("plants", page=page)

    for address in ("?q=plants&country=FJ", "?q=plants&page=2", "?q=plants&tab=news"):
        assert "Editor’s choice" not in client.get(f"/en/search/{address}").content.decode()
