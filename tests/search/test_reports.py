"""The report of searches, as editors use it."""

from datetime import date

import pytest

from cms.actions.site import set_up_site
from search.counting import count_search
from search.models import SearchCount
from tests.factories.accounts import make_administrator, make_editor
from tests.factories.cms import make_site

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/reports/searches/"


@pytest.fixture
def editor(client):
    set_up_site()
    client.force_login(make_editor())
    return client


def count(text: str, searches: int, without: int = 0, day: int = 1, language: str = "en") -> None:
    SearchCount.objects.create(
        day=date(2026, 5, day), language=language, text=text,
        searches=searches, without_results=without,
    )  # fmt: skip


def listed(client, query: str = "") -> list[tuple[str, int, int]]:
    rows = client.get(f"{ADDRESS}?{query}").context["object_list"]
    return [(row["text"], row["total"], row["without"]) for row in rows]


def test_days_are_summed_up_most_frequent_first(editor):
    count("reef", 2, day=1)
    count("reef", 3, day=2)
    count("quokka", 4, 4)

    assert listed(editor) == [("reef", 5, 0), ("quokka", 4, 4)]


def test_days_languages_and_what_was_not_found_can_be_chosen(editor):
    count("reef", 2, day=1)
    count("reef", 3, day=9)
    count("récif", 1, language="fr")
    count("quokka", 4, 4)

    assert ("reef", 3, 0) in listed(editor, "day_from=2026-05-05")
    assert listed(editor, "language=fr") == [("récif", 1, 0)]
    assert listed(editor, "found=without") == [("quokka", 4, 4)]
    assert listed(editor, "q=quo") == [("quokka", 4, 4)]
    assert listed(editor, "ordering=-without")[0] == ("quokka", 4, 4)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_report_can_be_exported(editor, extension):
    count("quokka", 4, 4)

    response = editor.get(f"{ADDRESS}?export={extension}")
    body = b"".join(response.streaming_content) if response.streaming else response.content

    assert response.status_code == 200
    assert extension == "xlsx" or b"quokka,en,4,4" in body


def test_a_text_leads_to_its_promotion(editor):
    count("quokka", 4, 4)

    assert "promote/?q=quokka" in editor.get(ADDRESS).content.decode()
    assert 'value="quokka"' in editor.get(f"{ADDRESS}promote/?q=quokka").content.decode()


def test_the_report_is_for_those_who_may_promote(client):
    make_site()
    assert client.get(ADDRESS).status_code == 302
    client.force_login(make_administrator())
    assert client.get(ADDRESS).status_code == 200


def test_counting_the_same_text_adds_up():
    for found in (True, False, False):
        count_search(text="reef", language="en", found=found)

    row = SearchCount.objects.get()
    assert (row.searches, row.without_results) == (3, 2)
