"""Result pages as a visitor meets them."""

from html import unescape

import pytest

from search.engines.current import failover
from search.models import SearchCount
from tests.factories.cms import make_site
from tests.factories.records import make_record
from tests.factories.vocabularies import make_term

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


def test_a_search_that_nobody_can_answer_says_so_and_counts_as_none(client, settings):
    settings.CHM_SEARCH_EMBEDDED = False
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    failover.cache_clear()

    response = client.get("/en/search/?q=reef", headers=BROWSER)

    body = unescape(response.content.decode())
    assert "Search is not available at the moment" in body
    assert "Try fewer or other words" not in body
    assert "0 results for" not in body
    assert counted() == {}
    failover.cache_clear()


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
    make_site()
    make_term("countries:FJ", en="Fiji")
    make_reefs(10)
    client.get(f"/en/{door}/?q=reef")
    with django_assert_max_num_queries(15) as few:
        client.get(f"/en/{door}/?q=reef")
    make_reefs(200)
    client.get(f"/en/{door}/?q=reef")
    with django_assert_max_num_queries(15) as many:
        client.get(f"/en/{door}/?q=reef")

    assert len(many) == len(few)


def test_suggestions_are_options_for_the_search_field(client):
    make_reefs(1)

    body = page(client, "/en/search/suggest/?q=ree")

    assert 'role="option" aria-selected="false" data-url="/en/knowledge/reef-0/"' in body
    assert '<span lang="en" dir="auto">Reef 0</span>' in body


def test_suggestions_are_json_for_those_who_ask(client):
    make_reefs(1)
    make_record(titles={"en": "Reef secret"}, container_gate="community:1")

    response = client.get("/en/search/suggest/?q=ree", headers={"accept": "application/json"})

    assert [item["text"] for item in response.json()["suggestions"]] == ["Reef 0"]


# --- Tabs, tree, map ---------------------------------------------------------------


def test_tabs_count_what_is_below_them_and_keep_the_query(client):
    make_reefs(2)
    make_record(kind="news", titles={"en": "Reef news"}, urls={"en": "/en/news/reef/"})

    body = page(client, "/en/search/?q=reef&country=FJ&tab=knowledge&sort=newest")

    assert '<a href="?q=reef&country=FJ&sort=newest">All <span class="count">2</span>' in body
    assert (
        '<a href="?q=reef&tab=knowledge&country=FJ&sort=newest" aria-current="page">Knowledge'
        in body
    )
    assert "/en/news/reef/" not in page(client, "/en/search/?q=reef&tab=knowledge")
    assert "/en/news/reef/" in page(client, "/en/search/?q=reef&tab=news")


def test_a_kind_outside_a_tab_does_not_widen_it(client):
    make_record(kind="news", titles={"en": "Reef news"}, urls={"en": "/en/news/reef/"})
    make_reefs(1)

    assert "/en/news/reef/" not in page(client, "/en/search/?q=reef&tab=knowledge&kind=news")


def test_an_unknown_tab_shows_everything(client):
    make_reefs(1)

    assert "1 result" in page(client, "/en/search/?q=reef&tab=nonsense")


def test_the_knowledge_base_has_a_tab_for_each_of_its_frequent_kinds(client):
    make_reefs(1)
    make_record(kind="news", titles={"en": "Reef news"})

    body = page(client, "/en/knowledge/?q=reef")

    assert '<a href="?q=reef&kind=case-study">Case studies <span class="count">1</span>' in body
    assert ">News <span" not in body


def test_narrower_topics_stand_below_their_broader_one(client):
    oceans = make_term("cbd-subjects:OCEAN", en="Oceans")
    make_term("cbd-subjects:REEF", oceans, en="Reefs")
    make_record(titles={"en": "A survey"}, terms=("cbd-subjects:REEF",))

    body = page(client, "/en/search/")

    assert body.index('id="topic-OCEAN"') < body.index('id="branch-topic-OCEAN"')
    assert body.index('id="branch-topic-OCEAN"') < body.index('id="topic-REEF"')


def test_the_map_counts_results_by_country_and_leads_to_them(client):
    make_term("countries:FJ", en="Fiji")
    make_reefs(2)

    body = page(client, "/en/search/?q=reef&view=map")

    assert '<a href="?q=reef&country=FJ">Fiji</a></th><td class="number">2</td>' in body
    assert 'class="row"' not in body


def test_the_list_carries_no_map(client):
    make_reefs(1)

    assert "map-land" not in page(client, "/en/search/?q=reef")


def test_a_page_behind_the_last_one_leads_back(client):
    make_reefs(30)

    body = page(client, "/en/search/?q=reef&page=9")

    assert "There is no such page" in body
    assert 'href="?q=reef&page=2"' in body


def test_nothing_under_a_tab_leads_to_what_there_is_elsewhere(client):
    make_reefs(1)

    assert "See 1 result of all kinds" in page(client, "/en/search/?q=reef&tab=news")


# --- More like this ----------------------------------------------------------------


def test_more_like_this_is_a_page_and_a_piece_of_one(client):
    record = make_record(titles={"en": "Coral gardens"})
    make_record(titles={"en": "Gardens of coral"})
    make_record(titles={"en": "Hidden coral"}, container_gate="community:1")
    address = f"/en/search/similar/{record.uid}/"

    whole = page(client, address)
    piece = client.get(address, headers={"hx-request": "true"}).content.decode()

    assert "Gardens of coral" in whole
    assert "<html" in whole
    assert "Gardens of coral" in piece
    assert "<html" not in piece
    assert "Hidden" not in whole + piece


def test_nothing_is_like_what_may_not_be_known(client):
    record = make_record(titles={"en": "Coral"}, container_gate="community:1")

    assert client.get(f"/en/search/similar/{record.uid}/").status_code == 404


# --- Counting ----------------------------------------------------------------------

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


def counted() -> dict[str, tuple[int, int]]:
    rows = SearchCount.objects.values_list("text", "searches", "without_results")
    return {text: (searches, without) for text, searches, without in rows}


def test_searches_of_people_are_counted_folded_and_once_a_day(client):
    make_reefs(1)

    for text in ("Reef", "réef", "quokka"):
        client.get("/en/search/", {"q": text}, headers=BROWSER)

    assert counted() == {"reef": (2, 0), "quokka": (1, 1)}


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("q=reef", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("q=reef", {"user-agent": ""}),
        ("q=reef", BROWSER | {"sec-purpose": "prefetch"}),
        ("q=reef", BROWSER | {"referer": "http://testserver/en/search/?q=Reef&page=2"}),
        ("q=reef&page=2", BROWSER),
        ("q=reef&country=FJ", BROWSER),
        ("q=reef&tab=news", BROWSER),
        ("q=", BROWSER),
        ("q=%22%22", BROWSER),
    ],
)
def test_robots_pages_and_filters_do_not_count(client, query, headers):
    client.get(f"/en/search/?{query}", headers=headers)

    assert counted() == {}
