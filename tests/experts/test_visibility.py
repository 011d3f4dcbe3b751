"""Each part of a profile reaches those it is meant for, by every channel."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import circles
from accounts.models import User
from experts.levels import DEFAULTS, Visibility
from experts.models import Profile
from experts.visibility import FIELDS, visible_fields
from records.audiences import Viewer
from records.models import Record
from tests.factories.accounts import make_user
from tests.factories.experts import make_organization, make_profile

pytestmark = pytest.mark.django_db

LEVELS = list(Visibility)
VIEWERS = ("stranger", "signed in", "companion", "owner")


@pytest.fixture
def people(monkeypatch):
    """Who looks, by how near they are to the person."""
    companion = make_user(first_name="Ana", last_name="Reef")
    monkeypatch.setattr(circles, "_providers", {})
    circles.register_provider(
        "test",
        lambda user: User.objects.all() if user == companion else User.objects.none(),
    )
    return {"signed in": make_user(), "companion": companion}


def viewer_named(name: str, people: dict[str, User], profile: Profile) -> Viewer:
    if name == "stranger":
        return Viewer.anonymous()
    return Viewer(profile.user if name == "owner" else people[name])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("field", FIELDS)
def test_a_part_is_seen_by_those_at_its_level_and_nearer(people, field, level):
    profile = make_profile(field_visibility={field: level})

    seen_by = {
        name
        for name in VIEWERS
        if field in visible_fields(profile, viewer_named(name, people, profile))
    }

    assert seen_by == set(VIEWERS[level.rank :])


@pytest.mark.parametrize("level", LEVELS)
def test_no_part_is_wider_than_the_whole_profile(people, level):
    profile = make_profile(visibility=level, field_visibility=dict.fromkeys(FIELDS, "public"))

    for place, name in enumerate(VIEWERS):
        viewer = viewer_named(name, people, profile)
        expected = frozenset(FIELDS) if place >= level.rank else frozenset()
        assert visible_fields(profile, viewer) == expected
        assert Profile.objects.visible_to(viewer).exists() == bool(expected)


def test_a_level_that_nobody_knows_is_shown_to_nobody_else():
    profile = make_profile(field_visibility={"orcid": "everyone!"})

    assert "orcid" not in visible_fields(profile, Viewer(make_user()))


def test_every_part_has_a_default_for_everybody():
    assert set(DEFAULTS.values()) == {Visibility.PUBLIC}


def test_a_public_profile_is_a_record_that_is_found(client):
    organization = make_organization(names={"en": "Lagoon Observatory"})
    profile = make_profile(
        headline={"en": "Restores mangroves"},
        expertise={"cbd-subjects:MANGROVES": 4},
        languages={"fr": 3},
        organization=organization,
        based_in="FJ",
    )

    record = Record.objects.public().get(uid=profile.uid)
    page = client.get(reverse("experts:profile_detail", args=[profile.slug]))

    assert record.kind == "expert"
    assert record.terms == ["cbd-subjects:MANGROVES", "languages:fr"]
    assert record.countries == ["FJ"]
    assert "Lagoon Observatory" in record.texts["en"]
    assert profile.user.email not in str(vars(record))
    assert page.status_code == 200
    assert profile.user.email not in page.content.decode()


def test_a_profile_for_people_who_are_signed_in_is_not_found_by_others(client):
    profile = make_profile(visibility="signed-in", field_visibility={"taxa": "only-me"}, taxa=["x"])
    address = reverse("experts:profile_detail", args=[profile.slug])
    member = Client()
    member.force_login(make_user())

    assert not Record.objects.visible_to(Viewer.anonymous()).filter(uid=profile.uid).exists()
    assert client.get(address).status_code == 404
    assert client.get(reverse("records:identifier", args=[profile.uid])).status_code == 404
    assert Record.objects.visible_to(Viewer(make_user())).filter(uid=profile.uid).exists()
    assert member.get(address).status_code == 200


@pytest.mark.parametrize("visibility", ["communities", "only-me"])
def test_a_profile_that_few_may_see_has_no_record(visibility):
    profile = make_profile(visibility=visibility)

    assert not Record.objects.live().filter(uid=profile.uid).exists()


def test_a_record_follows_the_name_and_ends_with_the_account():
    user = make_user(first_name="Tama", last_name="Old")
    profile = make_profile(user)
    user.last_name = "New"
    user.save()
    profile.refresh_from_db()

    assert Record.objects.get(uid=profile.uid).titles == {"en": "Tama New"}
    assert profile.slug == "tama-new"

    user.is_active = False
    user.save(update_fields=["is_active"])
    assert not Record.objects.live().filter(uid=profile.uid).exists()
