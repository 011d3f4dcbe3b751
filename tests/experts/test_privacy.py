"""Experts take their data along, and leave; nothing of them stays behind."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log

from accounts.erasure import HandOverError, erase_account, request_erasure
from accounts.models import User
from accounts.personal_data import Content
from experts.models import FocalPoint, Organization, OrganizationClaim, Profile, Work
from records import projection
from records.models import Record
from records.sequencer import number_changes
from search.indexing.jobs import follow_feed
from tests.factories.accounts import PASSWORD, make_administrator, make_user
from tests.factories.experts import make_focal_point, make_organization, make_profile
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

NAME = "Zyxwvutina"
ADDRESS = "zyxwvutina.qwertz@example.org"
PICTURE = b"RIFF portrait of Zyxwvutina"


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.CHM_ERASURE_LOG = str(tmp_path / "kept apart" / "erasures.jsonl")
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def organization() -> Organization:
    """Kept by somebody else too."""
    organization = make_organization()
    organization.managers.add(make_user())
    return organization


@pytest.fixture
def expert(organization) -> Profile:
    """Somebody with a line in every table of the room, all with their name in it."""
    make_term("cbd-subjects:MANGROVES", en="Mangroves")
    user = make_user(email=ADDRESS, first_name=NAME, last_name="Qwertz")
    profile = make_profile(
        user, slug=f"{NAME.lower()}-qwertz", organization=organization,
        expertise={"cbd-subjects:MANGROVES": 4}, languages={"fr": 3},
        headline={"en": f"{NAME} counts crabs"}, biography={"en": f"{NAME} was born."},
        links=[{"url": f"https://example.org/{NAME}", "name": NAME}], taxa=[f"{NAME}us maximus"],
    )  # fmt: skip
    profile.portrait.save("unguessable.webp", ContentFile(PICTURE))
    Work.objects.create(profile=profile, title="Crabs", authors=f"{NAME} Q.", doi="10.1/zyx")
    OrganizationClaim.objects.create(
        user=user, organization=organization, grounds=f"I am {NAME}.", reason=f"Hello {NAME}"
    )
    organization.managers.add(user)
    make_focal_point(person=user, name=NAME)
    office = make_focal_point(name=f"{NAME} Qwertz", address=ADDRESS.upper())
    log(instance=office, action="wagtail.edit", user=make_administrator())
    SocialAccount.objects.create(
        user=user, provider="orcid", uid="0000-0002-1825-0097", extra_data={"name": NAME}
    )
    profile.refresh_from_db()
    projection.refresh(profile)
    index()
    return profile


def index() -> None:
    """Bring the search index up to date."""
    number_changes()
    follow_feed()


def everything_in_the_database() -> str:
    """All values of all tables as one text."""
    return "\n".join(
        repr(row)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        for row in model._base_manager.values_list()
    )


def test_the_archive_holds_the_profile_with_its_portrait(expert):
    client = Client()
    client.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    response = client.get("/accounts/data/download/")

    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        data = json.loads(archive.read("data.json"))["data"]
        files = [archive.read(name) for name in archive.namelist()]
    assert data["experts.Profile"][0]["headline"] == {"en": f"{NAME} counts crabs"}
    assert data["experts.Expertise"][0]["term"] == "cbd-subjects:MANGROVES"
    assert data["experts.Work"][0]["doi"] == "10.1/zyx"
    assert len(data["experts.FocalPoint"]) == 2
    assert PICTURE in files


@pytest.mark.parametrize("content", Content)
def test_after_the_erasure_the_expert_is_nowhere(expert, organization, media, content):
    assert NAME in everything_in_the_database()
    assert Record.objects.live().filter(uid=expert.uid).exists()

    erase_account(user=expert.user, content=content)
    index()

    left = everything_in_the_database().lower()
    assert NAME.lower() not in left
    assert ADDRESS not in left
    assert "counts crabs" not in left
    assert "10.1/zyx" not in left
    assert "0000-0002-1825-0097" not in left
    written = b"".join(path.read_bytes() for path in media.rglob("*") if path.is_file())
    assert PICTURE not in written
    assert not FocalPoint.objects.exists()
    assert organization.managers.count() == 1
    assert not Record.objects.live().filter(uid=expert.uid).exists()
    page = Client().get(reverse("experts:organization_detail", args=[organization.slug]))
    assert NAME not in page.content.decode()


def test_nobody_else_loses_anything(expert):
    other = make_profile(headline={"en": "Stays"}, works=("Crabs",))
    office = make_focal_point(address="else@example.org")

    erase_account(user=expert.user, content=Content.REMOVE)

    assert Profile.objects.get() == other
    assert Work.objects.get().profile == other
    assert FocalPoint.objects.get() == office


def test_who_alone_keeps_a_page_hands_it_over_first():
    user, other = make_user(), make_user(is_active=False)
    organization = make_organization(names={"en": "Lagoon Trust"})
    organization.managers.set([user, other])

    with pytest.raises(HandOverError, match="Lagoon Trust"):
        request_erasure(user=user, content=Content.KEEP)

    User.objects.filter(pk=other.pk).update(is_active=True)
    assert request_erasure(user=user, content=Content.KEEP)
