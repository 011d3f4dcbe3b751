"""Result pages as a visitor meets them."""

from html import unescape

import pytest

from tests.factories.records import make_record

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def make_reefs(number: int) -> None:
    for index in range(number):
        make_record(
            kind="case-study",
            titles={"en": f"Reef {index}"},
            summaries={"en": "Villages close reefs to fishing for a season."},
            countries=("FJ",),
            urls={"en": f"/en/knowledge/reef-{index}/"},
        )


def test_a_visitor_finds_a_record_by_a_word_of_its_title(client):
    make_reefs(1)

    body = page(client, "/en/search/?q=reef")

    assert "<mark>Reef</mark>" in body
    assert "/en/knowledge/reef-0/" in body
    assert "1 result" in body


def test_what_a_visitor_may_not_see_is_neither_listed_nor_counted(client):
    make_record(titles={"en": "Hidden reef"}, container_gate="community:1")

    body = page(client, "/en/search/?q=reef")

    assert "Hidden" not in body
    assert "0 results" in body


def test_a_chosen_filter_is_a_chip_with_the_address_without_it(client):
    make_reefs(1)

    body = page(client, "/en/search/?q=reef&country=FJ")

    assert 'href="?q=reef"' in body


def test_text_of_a_record_is_never_markup(client):
    make_record(titles={"en": "Reef <script>alert(1)</script>"})

    body = client.get("/en/search/?q=reef").content.decode()

    assert "<script>alert" not in body


def test_nothing_found_says_what_to_try(client):
    assert "Try fewer or other words" in page(client, "/en/search/?q=qwertz")


def test_the_knowledge_list_shows_only_knowledge(client):
    make_record(kind="news", titles={"en": "Reef news"})
    make_reefs(1)

    body = page(client, "/en/knowledge/?q=reef")

    assert "/en/knowledge/reef-0/" in body
    assert "Reef news" not in body


def test_a_kind_outside_the_knowledge_base_does_not_widen_its_list(client):
    make_record(kind="news", titles={"en": "Coral news"})

    assert "Coral news" not in page(client, "/en/knowledge/?kind=news")


def test_pages_of_results_keep_the_rest_of_the_address(client):
    make_reefs(30)

    body = page(client, "/en/search/?q=reef&country=FJ")

    assert "?q=reef&country=FJ&page=2" in body
    assert page(client, "/en/search/?q=reef&country=FJ&page=2").count('class="row"') == 5


def test_a_page_beyond_the_last_is_no_error(client):
    make_reefs(1)

    page(client, "/en/search/?q=reef&page=999")


@pytest.mark.parametrize("query", ["%00", "%22", "((((", "-", "NEAR/2", "*", "🐠", "x" * 9000])
def test_no_text_makes_the_page_fail(client, query):
    page(client, f"/en/search/?q={query}")


@pytest.mark.parametrize("door", ["search", "knowledge"])
def test_a_list_needs_as_many_queries_for_two_hundred_records_as_for_ten(
    client, door, django_assert_max_num_queries
):
    make_reefs(10)
    client.get(f"/en/{door}/?q=reef")
    with django_assert_max_num_queries(25) as few:
        client.get(f"/en/{door}/?q=reef")
    make_reefs(200)
    client.get(f"/en/{door}/?q=reef")
    with django_assert_max_num_queries(25) as many:
        client.get(f"/en/{door}/?q=reef")

    assert len(many) == len(few)


def test_suggestions_are_options_for_the_search_field(client):
    make_reefs(1)

    assert '<option value="Reef 0" lang="en">' in page(client, "/en/search/suggest/?q=ree")


def test_suggestions_are_json_for_those_who_ask(client):
    make_reefs(1)
    make_record(titles={"en": "Reef secret"}, container_gate="community:1")

    response = client.get("/en/search/suggest/?q=ree", headers={"accept": "application/json"})

    assert [item["text"] for item in response.json()["suggestions"]] == ["Reef 0"]
