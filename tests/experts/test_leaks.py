"""What is hidden is nowhere: not in results, counts, suggestions, files or the API."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from experts.levels import Visibility
from records.audiences import Viewer
from records.models import Record
from search import actions
from tests.factories.accounts import make_user
from tests.factories.experts import make_organization, make_profile
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

WORD = "Zyxomma"
# How each part looks when it holds the word that is searched for.
PARTS: dict[str, dict[str, Any]] = {
    "headline": {"headline": {"en": WORD}},
    "biography": {"biography": {"en": WORD}},
    "taxa": {"taxa": [WORD]},
    "links": {"links": [{"url": "https://example.org/", "name": WORD}]},
    "works": {"works": (WORD,)},
}


def found(viewer: Viewer) -> int:
    return actions.search(
        viewer=viewer, text=WORD, filters={}, sort="", page=1, language="en"
    ).total


@pytest.mark.parametrize("level", list(Visibility))
@pytest.mark.parametrize("part", PARTS)
def test_a_hidden_part_is_in_no_channel(client, part, level):
    profile = make_profile(field_visibility={part: level}, **PARTS[part])
    page = reverse("experts:profile_detail", args=[profile.slug])
    json = reverse("records:identifier", args=[profile.uid]) + "?format=json"
    is_public = level == Visibility.PUBLIC

    for channel in (page, json):
        assert (WORD in client.get(channel).content.decode()) == is_public
    assert (WORD in str(vars(Record.objects.get(uid=profile.uid)))) == is_public
    if not is_public:
        assert found(Viewer.anonymous()) == 0
        assert found(Viewer(make_user())) == 0


def test_a_hidden_profile_is_not_found_counted_or_suggested(client):
    make_term("cbd-subjects:MANGROVES", en="Mangroves")
    make_profile(
        make_user(first_name=WORD, last_name="Hidden"), visibility="signed-in",
        expertise={"cbd-subjects:MANGROVES": 4},
    )  # fmt: skip
    for viewer, number in ((Viewer.anonymous(), 0), (Viewer(make_user()), 1)):
        response = actions.search(
            viewer=viewer, text="", filters={"kind": ("expert",)}, sort="", page=1, language="en"
        )
        assert response.total == number
        assert sum(item.count for item in response.facets["topic"].values) == number
        suggested = actions.suggest(viewer=viewer, text=WORD[:4], language="en")
        assert any(WORD in item.text for item in suggested) == bool(number)
    assert WORD not in client.get(reverse("search:experts")).content.decode()


def test_an_expert_is_found_by_a_label_in_another_language(client):
    make_term("cbd-subjects:MANGROVES", en="Mangroves", ar="أشجار المانغروف")
    profile = make_profile(expertise={"cbd-subjects:MANGROVES": 4})

    response = actions.search(
        viewer=Viewer.anonymous(), text="أشجار المانغروف", filters={}, sort="", page=1,
        language="ar",
    )  # fmt: skip
    assert [hit.record.uid for hit in response.hits] == [profile.uid]


@pytest.mark.parametrize("kind", ["expert", "organization"])
def test_the_directory_asks_as_often_for_many_as_for_few(
    django_assert_max_num_queries, kind, client
):
    make = make_profile if kind == "expert" else make_organization
    for _number in range(30):
        make()
    member = Client()
    member.get(reverse("search:experts"))
    with django_assert_max_num_queries(8):
        member.get(reverse("search:experts"), {"kind": kind})
