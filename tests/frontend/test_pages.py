"""Pages as readers meet them: the frame around them, and what each type shows."""

import datetime
import uuid

import pytest
from django.test import Client

from cms.models import CaseStudy, HomePage
from tests.factories.cms import (
    make_country,
    make_event,
    make_knowledge,
    make_news,
    make_site,
    make_standard_page,
    make_theme,
    make_translation,
)
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db
CONTENT_QUERIES = 15
LIST_QUERIES = 25


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture(autouse=True)
def home() -> HomePage:
    return make_site()


def body_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_switcher_leads_to_the_translation(client: Client) -> None:
    page = make_standard_page(title="Tides", slug="tides")
    make_translation(page, "fr", title="Marées")
    assert '<a href="/fr/tides/" lang="fr" hreflang="fr">' in body_of(client, "/en/tides/")


def test_without_a_translation_the_switcher_keeps_the_page(client: Client) -> None:
    make_standard_page(title="Tides", slug="tides")
    markup = body_of(client, "/en/tides/")
    assert '<a href="/ar/tides/" lang="ar" hreflang="ar">' in markup
    assert 'rel="alternate" hreflang="ar"' not in markup


def test_the_switcher_keeps_the_question_of_a_search(client: Client) -> None:
    markup = body_of(client, "/en/search/?q=reef&kind=news")
    assert 'href="/fr/search/?q=reef&amp;kind=news"' in markup


def test_text_in_another_language_says_so_and_is_marked(client: Client, home: HomePage) -> None:
    make_translation(home, "ar", title="مانغروف")
    make_standard_page(title="Tides", slug="tides", summary="Twice a day.")
    markup = body_of(client, "/ar/tides/")
    assert '<html lang="ar" dir="rtl">' in markup
    assert '<h1 lang="en" dir="ltr">Tides</h1>' in markup
    assert '<p lang="en" dir="ltr">Twice a day.</p>' in markup
    assert "notice-info" in markup


def test_the_menu_lists_chosen_pages_and_marks_the_one_we_are_in(client: Client) -> None:
    make_standard_page(title="Quiet", slug="quiet")
    make_standard_page(title="Tides", slug="tides", show_in_menus=True)
    markup = body_of(client, "/en/tides/")
    assert '<a href="/en/tides/" aria-current="page">Tides</a>' in markup
    assert ">Quiet</a>" not in markup


def test_private_pages_are_not_in_the_menu(client: Client) -> None:
    secret = make_standard_page(title="Minutes", slug="minutes", show_in_menus=True)
    secret.view_restrictions.create(restriction_type="login")
    assert "Minutes" not in body_of(client, "/en/")


def test_translations_of_private_pages_are_not_in_the_menu(client: Client, home: HomePage) -> None:
    make_translation(home, "fr", title="Mangrove")
    secret = make_standard_page(title="Minutes", slug="minutes", show_in_menus=True)
    make_translation(secret, "fr", title="Procès-verbal")
    assert "Procès-verbal" in body_of(client, "/fr/")
    secret.view_restrictions.create(restriction_type="login")
    assert "Procès-verbal" not in body_of(client, "/fr/")


def test_the_footer_links_to_the_statement_wherever_it_is(client: Client) -> None:
    about = make_standard_page(title="About us", slug="about")
    make_standard_page(about, title="Accessibility statement", slug="accessibility")
    assert 'href="/en/about/accessibility/"' in body_of(client, "/en/")


def test_breadcrumbs_show_the_way_back(client: Client) -> None:
    make_event(title="Reef day", slug="reef-day")
    markup = body_of(client, "/en/events/reef-day/")
    assert '<li><a href="/en/events/">Events</a></li>' in markup


def test_the_first_link_skips_to_the_content(client: Client) -> None:
    markup = body_of(client, "/en/")
    assert markup.index('<a class="skip" href="#main">') < markup.index("<header")
    assert '<main id="main">' in markup


def test_a_record_is_cited_shared_and_downloaded(client: Client) -> None:
    page = make_knowledge(title="The road", slug="road", summary="It moved.")
    markup = body_of(client, page.url)
    assert f"/id/{page.translation_key}?format=json" in markup
    assert "Case study" in markup
    assert "CC BY 4.0" in markup
    assert "/en/feedback/?useful=yes" in markup


def test_the_calendar_shows_the_asked_month(client: Client) -> None:
    make_event(title="Reef day", slug="reef-day", start_date=datetime.date(2027, 3, 3))
    markup = body_of(client, "/en/events/?month=2027-03")
    assert "March 2027" in markup
    assert markup.count('href="/en/events/reef-day/"') >= 1
    assert "?month=2027-04#calendar" in markup


@pytest.mark.parametrize("month", ["2027-13", "soon", "0000-01", "2027-03-04"])
def test_a_month_that_does_not_exist_is_said_to_be_none(client: Client, month: str) -> None:
    make_event()
    assert "There is no such month." in body_of(client, f"/en/events/?month={month}")


def test_an_event_stands_on_its_day_in_its_own_time_zone(client: Client) -> None:
    make_event(
        title="Dawn", start_date=datetime.date(2027, 3, 3), start_time=datetime.time(6, 0),
        time_zone="Pacific/Kiritimati",
    )  # fmt: skip
    markup = body_of(client, "/en/events/?month=2027-03")
    day = markup.split('<time datetime="2027-03-03">')[1].split("</td>")[0]
    assert "Dawn" in day


def test_a_country_page_counts_what_is_recorded_about_it(client: Client) -> None:
    make_country("FJ", title="Fiji")
    make_record(kind="case-study", titles={"en": "A"}, terms=(), countries=("FJ",))
    markup = body_of(client, "/en/countries/fj/")
    assert "/en/search/?kind=case-study&amp;country=FJ" in markup


def test_the_list_of_countries_has_its_numbers_as_a_table(client: Client) -> None:
    make_country("FJ", title="Fiji")
    make_record(kind="case-study", titles={"en": "A"}, countries=("FJ",))
    assert '<td class="number">1</td>' in body_of(client, "/en/countries/")


def test_a_theme_gathers_records_with_its_terms(client: Client) -> None:
    make_theme(title="Fisheries", slug="fisheries", gbf_targets=["gbf-targets:GBF-TARGET-05"])
    make_record(
        kind="project", titles={"en": "Nets that let go"}, terms=("gbf-targets:GBF-TARGET-05",)
    )
    assert "Nets that let go" in body_of(client, "/en/themes/fisheries/")


def test_the_front_page_shows_what_is_new(client: Client) -> None:
    make_knowledge(title="The road", slug="road")
    make_news(title="Seedlings arrived", slug="seedlings")
    markup = body_of(client, "/en/")
    assert "The road" in markup
    assert "Seedlings arrived" in markup


def test_a_page_that_does_not_exist_looks_like_the_site(client: Client) -> None:
    response = client.get("/en/nothing-here/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
    assert 'rel="alternate"' not in response.content.decode()
    assert '<nav class="sections"' in response.content.decode()


def test_a_content_page_asks_the_database_a_few_times(
    client: Client, django_assert_max_num_queries
) -> None:
    page = make_knowledge(CaseStudy, title="The road", slug="road")
    client.get(page.url)
    with django_assert_max_num_queries(CONTENT_QUERIES):
        client.get(page.url)


@pytest.mark.parametrize("path", ["/en/", "/en/countries/", "/en/events/", "/en/news/"])
def test_a_list_costs_as_many_queries_for_200_rows(
    client: Client, path: str, django_assert_max_num_queries
) -> None:
    make_country("FJ", title="Fiji")
    make_event()
    make_news()
    fill(10)
    client.get(path)
    with django_assert_max_num_queries(LIST_QUERIES) as few:
        client.get(path)
    fill(190)
    client.get(path)
    with django_assert_max_num_queries(LIST_QUERIES) as many:
        client.get(path)
    assert len(many) == len(few)


def fill(number: int) -> None:
    """Add records of several kinds."""
    for index in range(number):
        make_record(
            uid=uuid.uuid4(), kind=("news", "case-study", "project")[index % 3],
            titles={"en": f"Record {index}"}, countries=("FJ",),
        )  # fmt: skip
