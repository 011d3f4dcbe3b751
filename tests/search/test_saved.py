"""Saved searches as their owner meets them; for everybody else they do not exist."""

import uuid
from html import unescape

import pytest
from django.test import Client

from accounts.models import User
from records.sequencer import number_changes
from search import saved_actions
from search.models import Frequency, SavedSearch, SeenResult
from tests.factories.accounts import make_user
from tests.factories.records import make_record
from tests.factories.saved import make_saved
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

LIST = "/en/workspace/searches/"
NEW = "/en/workspace/searches/new/"


@pytest.fixture
def owner() -> User:
    return make_user()


@pytest.fixture
def browser(owner) -> Client:
    client = Client()
    client.force_login(owner)
    return client


def text_of(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def save(browser: Client, query: str, **data: str):
    return browser.post(f"{NEW}?{query}", {"name": "Mine", "frequency": "daily"} | data)


def test_a_search_is_kept_as_its_address_says(browser, owner):
    make_term("countries:FJ", en="Fiji")
    response = save(browser, "place=knowledge&q=reef&country=FJ&sort=title&page=3", name="Reefs")

    search = SavedSearch.objects.get()
    assert response.headers["Location"] == LIST
    assert (search.owner, search.name, search.place) == (owner, "Reefs", "knowledge")
    assert (search.query, search.frequency, search.language) == ("q=reef&country=FJ", "daily", "en")


def test_the_form_says_in_words_what_is_saved(browser):
    make_term("countries:FJ", en="Fiji")

    body = text_of(browser.get(f"{NEW}?place=knowledge&q=reef&country=FJ"))

    for word in ("Knowledge base", "“reef”", "Fiji"):
        assert f'<span class="chip">{word}</span>' in body
    assert 'value="Knowledge base, “reef”, Fiji"' in body


def test_visitors_sign_in_first_and_come_back_to_what_they_wanted(client):
    response = client.get(f"{NEW}?place=search&q=coral+reef")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/?next=")
    assert "coral" in response.headers["Location"]
    assert "place%3Dsearch" in response.headers["Location"]


def test_the_same_search_is_kept_once(browser):
    save(browser, "q=reef", name="One")
    save(browser, "q=reef&page=2", name="Two")

    assert [search.name for search in SavedSearch.objects.all()] == ["Two"]


def test_what_is_found_when_saving_counts_as_seen(browser):
    record = make_record(titles={"en": "Reef"})
    number_changes()
    record.refresh_from_db()
    save(browser, "q=reef")

    assert SavedSearch.objects.get().watermark == record.seq
    assert [seen.uid for seen in SeenResult.objects.all()] == [record.uid]


def test_nobody_keeps_more_than_the_limit_and_is_told_so(browser, owner, monkeypatch):
    monkeypatch.setattr(saved_actions, "MAX_PER_PERSON", 1)
    save(browser, "q=one")

    body = text_of(save(browser, "q=two", name="Second"))

    assert "Delete one of them, then save this one." in body
    assert 'value="Second"' in body
    assert SavedSearch.objects.count() == 1


def test_a_search_without_a_name_is_not_kept(browser):
    assert 'class="error-summary"' in text_of(save(browser, "q=reef", name=" "))
    assert not SavedSearch.objects.exists()


def test_the_list_shows_only_ones_own(browser, owner):
    make_saved(owner, name="My reefs")
    make_saved(make_user(), name="Their reefs")

    body = text_of(browser.get(LIST))

    assert "My reefs" in body
    assert "Their reefs" not in body
    assert 'href="/en/search/?q=reef"' in body
    assert "Every day" in body


def test_an_empty_list_says_what_will_come_there(browser):
    assert "No saved searches yet" in text_of(browser.get(LIST))


def test_a_search_is_renamed_and_told_less_often(browser, owner):
    search = make_saved(owner)
    address = f"{LIST}{search.uid}/"

    assert 'value="Reefs"' in text_of(browser.get(address))
    browser.post(address, {"name": "Renamed", "frequency": "weekly"})

    search.refresh_from_db()
    assert (search.name, search.frequency) == ("Renamed", "weekly")


def test_who_asks_to_be_told_again_is_told_of_what_comes_from_then_on(owner):
    search = make_saved(owner, frequency=Frequency.NEVER)
    make_record(titles={"en": "Reef"})
    number_changes()

    saved_actions.change_search(search=search, name="Reefs", frequency=Frequency.DAILY)

    assert search.watermark == 1


def test_a_search_is_deleted_by_a_post_alone(browser, owner):
    address = f"{LIST}{make_saved(owner).uid}/delete/"

    assert browser.get(address).status_code == 405
    assert browser.post(address).status_code == 302
    assert not SavedSearch.objects.exists()


def test_new_results_are_counted_without_being_seen(browser, owner):
    address = f"{LIST}{make_saved(owner).uid}/new-results/"
    make_record(titles={"en": "Reef"})
    make_record(titles={"en": "Hidden reef"}, container_gate="community:1")
    number_changes()

    assert "1 new result" in text_of(browser.get(address))
    assert "1 new result" in text_of(browser.get(address))


@pytest.mark.parametrize("path", ["", "delete/", "new-results/"])
def test_the_search_of_somebody_else_does_not_exist(browser, path):
    search = make_saved(make_user())

    mine = browser.post if path == "delete/" else browser.get
    assert mine(f"{LIST}{search.uid}/{path}").status_code == 404
    assert mine(f"{LIST}{uuid.uuid4()}/{path}").status_code == 404
    assert SavedSearch.objects.filter(pk=search.pk).exists()


def test_changing_the_search_of_somebody_else_changes_nothing(browser):
    search = make_saved(make_user())

    response = browser.post(f"{LIST}{search.uid}/", {"name": "Mine now", "frequency": "never"})

    search.refresh_from_db()
    assert (response.status_code, search.name) == (404, "Reefs")


@pytest.mark.parametrize("number", [10, 90])
def test_the_list_costs_the_same_queries_whatever_its_length(
    browser, owner, number, django_assert_num_queries
):
    make_term("countries:FJ", en="Fiji")
    for index in range(number):
        make_saved(owner, f"q=reef+{index}&country=FJ&source=gbif")
    browser.get(LIST)

    with django_assert_num_queries(QUERIES):
        browser.get(LIST)


QUERIES = 10
