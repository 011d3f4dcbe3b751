"""The directory of people: facets, counts, views and files, by who looks."""

import csv
import io
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Disclosure, User
from experts.levels import Visibility
from records.audiences import Viewer
from search import actions
from tests.factories.accounts import make_user
from tests.factories.cms import make_site
from tests.factories.experts import make_organization, make_profile
from tests.factories.records import make_record
from tests.factories.vocabularies import make_term
from tests.search.elasticsearch import *  # noqa: F403  (fixtures)

pytestmark = pytest.mark.django_db

TERMS = {
    "cbd-subjects:MANGROVES": "Mangroves",
    "countries:FJ": "Fiji",
    "countries:WS": "Samoa",
    "ecosystems:MT1.1": "Rocky shores",
    "help-kinds:advice": "Advice",
    "languages:fr": "French",
}
# Facet, value and the field of the profile from which it comes.
PARTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "expertise": ("topic", "MANGROVES", {"expertise": {"cbd-subjects:MANGROVES": 3}}),
    "languages": ("speaks", "fr", {"languages": {"fr": 3}}),
    "based_in": ("country", "FJ", {"based_in": "FJ"}),
    "worked_in": ("country", "WS", {"worked_in": ["countries:WS"]}),
    "ecosystems": ("ecosystem", "MT1.1", {"ecosystems": ["ecosystems:MT1.1"]}),
    "help_offered": ("help", "advice", {"help_offered": ["help-kinds:advice"]}),
    "availability": ("availability", "busy", {"availability": "busy"}),
}


@pytest.fixture(autouse=True)
def the_words():
    cache.clear()
    for identifier, label in TERMS.items():
        make_term(identifier, en=label)


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/en/experts/?{query}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def exporter() -> User:
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="export_profile"))
    return user


def exported(client: Client, query: str = "", place: str = "experts") -> str:
    response = client.get(f"/en/{place}/export.csv?{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def count(viewer: Viewer, facet: str, value: str) -> int:
    answer = actions.search(viewer=viewer, text="", filters={"kind": ("expert",)}, language="en")
    return sum(item.count for item in answer.facets[facet].values if item.value == value)


# --- What is hidden is nowhere ---------------------------------------------------


@pytest.mark.parametrize("level", list(Visibility))
@pytest.mark.parametrize("part", PARTS)
def test_a_hidden_part_is_no_facet_no_filter_and_in_no_file(client, part, level):
    facet, value, fields = PARTS[part]
    profile = make_profile(field_visibility={part: level}, **fields)
    is_public = level == Visibility.PUBLIC

    for viewer in (Viewer.anonymous(), Viewer(make_user())):
        assert count(viewer, facet, value) == int(is_public)
    for reader in (client, signed_in(make_user())):
        body = page(reader, f"{facet}={value}")
        assert (str(profile) in body) == is_public
        assert (f'id="{facet}-{value}"' in page(reader)) == is_public
    assert (str(profile) in exported(signed_in(exporter()), f"{facet}={value}")) == is_public


@pytest.mark.parametrize("visibility", list(Visibility))
def test_a_hidden_profile_is_neither_listed_counted_suggested_nor_exported(client, visibility):
    profile = make_profile(
        make_user(first_name="Zyxomma", last_name="Vaka"),
        visibility=visibility,
        expertise={"cbd-subjects:MANGROVES": 3},
    )
    member = make_user()
    readers = {
        (client, Viewer.anonymous()): visibility == Visibility.PUBLIC,
        (signed_in(member), Viewer(member)): visibility.rank <= Visibility.SIGNED_IN.rank,
    }
    for (reader, viewer), is_seen in readers.items():
        for query in ("", "view=cards", "view=map", "q=mangroves", "topic=MANGROVES"):
            body = page(reader, query)
            if query != "view=map":
                assert ("Zyxomma" in body) == is_seen
            assert ("1 result" in body) == is_seen
        assert count(viewer, "topic", "MANGROVES") == int(is_seen)
        suggested = actions.suggest(viewer=viewer, text="Zyx", language="en")
        assert bool(suggested) == is_seen
    rows = exported(signed_in(exporter()))
    assert ("Zyxomma" in rows) == (visibility.rank <= Visibility.SIGNED_IN.rank)
    assert profile.user.email not in rows


def test_no_address_is_in_the_list_or_its_files(client):
    profile = make_profile()

    for text in (page(client), page(client, "view=cards"), exported(signed_in(exporter()))):
        assert profile.name in text
        assert profile.user.email not in text


@pytest.mark.elasticsearch
def test_elasticsearch_counts_the_same_facets(live_index, follow):
    for part, (_facet, _value, fields) in PARTS.items():
        make_profile(**fields)
        make_profile(field_visibility={part: "only-me"}, **fields)
    follow()

    for facet, value, _fields in PARTS.values():
        assert count(Viewer.anonymous(), facet, value) == 1
    answer = actions.search(
        viewer=Viewer.anonymous(), text="", filters={"speaks": ("fr",)}, language="en"
    )
    assert (answer.total, answer.notice) == (1, "")


# --- The list --------------------------------------------------------------------


def test_only_people_and_organizations_are_listed(client):
    make_record(kind="news", titles={"en": "Reef news"})
    person, organization = make_profile(), make_organization(names={"en": "Lagoon Office"})

    for query in ("", "kind=news", "q=kind:news"):
        assert "Reef news" not in page(client, query)
    body = page(client)
    assert person.name in body
    assert str(organization) in body
    assert "2 results" in body


@pytest.mark.parametrize("part", PARTS)
def test_the_directory_is_narrowed_by_what_people_are(client, part):
    facet, value, fields = PARTS[part]
    wanted, other = make_profile(**fields), make_profile()

    body = page(client, f"{facet}={value}")

    assert wanted.name in body
    assert other.name not in body


def test_facets_of_people_stay_out_of_other_lists(client):
    make_profile(languages={"fr": 3})
    make_record(kind="news", titles={"en": "Reef news"})

    assert 'id="facet-speaks"' in page(client)
    assert 'id="facet-speaks"' not in client.get("/en/search/").content.decode()


def test_facets_that_say_nothing_of_people_stay_out_of_the_directory(client):
    make_profile()

    assert 'id="facet-year"' not in page(client)


def test_nobody_found_says_what_to_try(client):
    assert "Try fewer or other words" in page(client, "q=qwertz")


@pytest.mark.parametrize("view", ["", "cards"])
def test_the_directory_asks_as_often_for_two_hundred_as_for_ten(
    client, view, django_assert_max_num_queries
):
    make_site()
    counts = []
    for number in (10, 60):
        for _number in range(number):
            make_profile(expertise={"cbd-subjects:MANGROVES": 3}, based_in="FJ")
        page(client, f"view={view}")
        with django_assert_max_num_queries(15) as queries:
            page(client, f"view={view}")
        counts.append(len(queries))

    assert counts[0] == counts[1]


# --- Files -----------------------------------------------------------------------


def test_a_file_of_people_is_for_those_who_may_and_is_written_down(client):
    profile = make_profile(based_in="FJ")
    make_organization()
    person = exporter()

    assert client.get("/en/experts/export.csv").status_code == 403
    assert signed_in(make_user()).get("/en/experts/export.csv").status_code == 403
    rows = list(csv.DictReader(io.StringIO(exported(signed_in(person), "country=FJ"))))

    assert [row["Title"] for row in rows] == [profile.name]
    noted = Disclosure.objects.get()
    assert (noted.actor, noted.what, noted.rows) == (person, "directory", 1)
    assert noted.detail == "country=FJ"


@pytest.mark.parametrize("query", ["", "kind=expert", "tab=people", "q=kind:expert"])
@pytest.mark.parametrize("place", ["search", "knowledge"])
def test_people_leave_by_no_other_list(client, place, query):
    profile = make_profile()

    assert profile.name not in exported(client, query, place)
    assert not Disclosure.objects.exists()


def test_people_among_other_results_are_written_down_too():
    profile = make_profile()
    make_record(kind="news", titles={"en": "Reef news"})

    rows = exported(signed_in(exporter()), place="search")

    assert profile.name in rows
    assert Disclosure.objects.get().rows == 1


@pytest.mark.parametrize("extension", ["ris", "bib", "jsonld", "exe"])
def test_people_come_as_tables_only(extension):
    assert signed_in(exporter()).get(f"/en/experts/export.{extension}").status_code == 404


def test_the_button_is_shown_to_those_who_may(client):
    make_profile()
    address = reverse("search:experts_export", args=["csv"])

    assert address not in page(client)
    assert address in page(signed_in(exporter()))


def test_a_search_of_people_can_be_saved(client):
    user = make_user()
    signed_in(user).post("/en/workspace/searches/new/?place=experts&speaks=fr", {
        "name": "French", "frequency": "weekly"})  # fmt: skip

    body = unescape(signed_in(user).get("/en/workspace/searches/").content.decode())
    assert "/en/experts/?speaks=fr" in body


def test_the_menu_leads_to_the_directory(client):
    make_site()

    assert client.get("/en/").content.decode().count('href="/en/experts/"') >= 1
