"""People claim an organization, keep its page, and hand it over."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from experts.actions.organizations import claim_organization, decide_claim
from experts.models import Organization, OrganizationClaim
from experts.organization_notices import KINDS
from experts.ror import cleaned_ror
from notifications.models import Notification
from notifications.registry import Fact
from records.models import Record
from tests.factories.accounts import make_administrator, make_user
from tests.factories.experts import make_organization, make_profile

pytestmark = pytest.mark.django_db

NO_LINKS = {"links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0}


@pytest.fixture
def organization() -> Organization:
    return make_organization(names={"en": "Lagoon Trust"}, slug="lagoon-trust")


@pytest.fixture
def manager(organization, client):
    user = make_user(first_name="Mere", last_name="Lagi")
    organization.managers.add(user)
    client.force_login(user)
    return user


def door(name: str, slug: str = "lagoon-trust") -> str:
    return reverse(f"experts:{name}", args=[slug])


def facts_of(user) -> list[Fact]:
    return [
        Fact(row.event.subject, row.event.payload, row.event.occurred_at, row.event.actor_id)
        for row in Notification.objects.filter(user=user).select_related("event")
    ]


def told(user, key: str) -> list[str]:
    """The titles that the person is shown now of one kind."""
    [kind] = [kind for kind in KINDS if kind.key == key]
    facts = facts_of(user)
    seen = kind.may_see(user, facts)
    rendered = kind.render(user, facts, "en")
    assert set(rendered) == set(seen)
    return [rendered[subject].title for subject in seen]


def test_a_claim_reaches_the_editors_and_the_decision_its_person(organization, client):
    editor, person = make_administrator(), make_user()
    client.force_login(person)
    assert client.get(door("claim_create")).status_code == 200

    client.post(door("claim_create"), {"grounds": "I count its crabs.", "evidence_url": ""})

    claim = OrganizationClaim.objects.get()
    assert told(editor, "organization.claim") == ["Somebody asks to keep the page of Lagoon Trust"]
    assert client.get(door("organization_edit")).status_code == 403
    decide_claim(actor=editor, claim=claim, approve=True)
    assert told(person, "organization.decision") == ["You may now keep the page of Lagoon Trust"]
    assert not OrganizationClaim.objects.filter(state="waiting")
    assert client.get(door("organization_edit")).status_code == 200
    assert client.get(door("claim_create")).status_code == 302


def test_who_was_asked_to_decide_is_told_no_more_once_it_is_decided(organization):
    editor, person = make_administrator(), make_user()
    claim = claim_organization(actor=person, organization=organization, grounds="I work here.")
    facts = facts_of(editor)
    decide_claim(actor=editor, claim=claim, approve=False, reason="Nobody there knows you.")

    [kind] = [kind for kind in KINDS if kind.key == "organization.claim"]
    assert not kind.may_see(editor, facts)
    assert not kind.render(editor, facts, "en")
    [kind] = [kind for kind in KINDS if kind.key == "organization.decision"]
    [rendered] = kind.render(person, facts_of(person), "en").values()
    assert rendered.lines == ("Nobody there knows you.",)
    assert not kind.may_see(make_user(), facts_of(person))


def test_a_claim_without_grounds_is_refused_and_what_was_written_is_kept(organization, client):
    client.force_login(make_user())

    answer = client.post(
        door("claim_create"), {"grounds": " ", "evidence_url": "https://example.org/team"}
    )

    assert answer.status_code == 422
    assert "https://example.org/team" in answer.content.decode()


def test_nobody_claims_the_whole_list(client):
    person = make_user()
    client.force_login(person)
    answers = [
        client.post(
            door("claim_create", make_organization().slug), {"grounds": "Mine.", "evidence_url": ""}
        )
        for _number in range(7)
    ]

    assert OrganizationClaim.objects.count() == 5
    assert "Wait for the editors." in answers[-1].content.decode()


def test_an_organization_that_may_not_be_known_has_no_doors(client):
    client.force_login(make_user())
    make_organization(slug="hidden", state="withheld")

    for name in ("claim_create", "organization_edit"):
        assert client.get(door(name, "hidden")).status_code == 404
    assert client.post(door("organization_keepers", "hidden")).status_code == 404


def test_managers_change_texts_in_each_language_and_the_record_follows(
    organization, manager, client
):
    words = {"name": "Fonds du lagon", "description": "Protège le lagon.", "language": "fr",
             "ror": "https://ror.org/05dxps055"}  # fmt: skip
    link = {"links-TOTAL_FORMS": 1, "links-INITIAL_FORMS": 0, "links-0-name": "Data",
            "links-0-url": "https://example.org/data"}  # fmt: skip

    answer = client.post(door("organization_edit"), words | link)

    assert answer.status_code == 302
    organization.refresh_from_db()
    assert organization.names == {"en": "Lagoon Trust", "fr": "Fonds du lagon"}
    assert organization.ror == "05dxps055"
    assert organization.links == [{"url": "https://example.org/data", "name": "Data"}]
    assert Record.objects.get(uid=organization.uid).titles["fr"] == "Fonds du lagon"


def test_a_wide_logo_is_shown_whole(organization, manager, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (900, 300), "#0f5c4d").save(file, "PNG")
    upload = SimpleUploadedFile("logo.png", file.getvalue(), "image/png")

    client.post(
        door("organization_edit"),
        NO_LINKS | {"name": "Lagoon Trust", "language": "en", "picture": upload},
    )

    organization.refresh_from_db()
    with Image.open(tmp_path / organization.logo.name) as image:
        assert image.size == (512, 512)
        assert image.getpixel((256, 10)) == (255, 255, 255)
        assert image.getpixel((10, 256)) != (255, 255, 255)
    client.post(
        door("organization_edit"),
        NO_LINKS | {"name": "Lagoon Trust", "language": "en", "remove_picture": "on"},
    )
    organization.refresh_from_db()
    assert not organization.logo
    assert not list(tmp_path.rglob("*.webp"))


@pytest.mark.parametrize(
    ("mistake", "advice"),
    [
        ({"name": ""}, "Write the name of the organization."),
        ({"ror": "05dxps056"}, "its last two digits do not fit"),
        ({"ror": "Caltech"}, "Copy it from ror.org"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_stored(organization, manager, client, mistake, advice):
    data = NO_LINKS | {"name": "Lagoon Trust", "language": "en", "city": "Suva"} | mistake

    answer = client.post(door("organization_edit"), data)

    assert answer.status_code == 422
    assert advice in answer.content.decode()
    assert 'value="Suva"' in answer.content.decode()
    organization.refresh_from_db()
    assert (organization.city, organization.names) == ("", {"en": "Lagoon Trust"})


def test_two_organizations_do_not_share_a_ror(organization, manager, client):
    make_organization(ror="05dxps055")

    answer = client.post(
        door("organization_edit"),
        NO_LINKS | {"name": "Lagoon Trust", "language": "en", "ror": "05dxps055"},
    )

    assert answer.status_code == 422


def test_a_page_is_handed_over_to_somebody_who_works_there(organization, manager, client):
    colleague = make_profile(
        make_user(first_name="Sala", last_name="Vuki"), slug="sala-vuki", organization=organization
    )
    hidden = make_profile(organization=organization, field_visibility={"affiliations": "only-me"})
    page = client.get(door("organization_edit")).content.decode()
    assert "Sala Vuki" in page
    assert hidden.name not in page

    for slug in (hidden.slug, "nobody"):
        client.post(door("organization_keepers"), {"person": slug})
    assert list(organization.managers.all()) == [manager]
    client.post(door("organization_keepers"), {"person": "sala-vuki"})
    client.post(door("organization_keepers"), {"leave": "yes"})

    assert list(organization.managers.all()) == [colleague.user]
    assert told(colleague.user, "organization.keeper") == [
        "You may now keep the page of Lagoon Trust"
    ]
    assert client.get(door("organization_edit")).status_code == 403


def test_the_page_to_change_asks_as_often_for_many_colleagues_as_for_few(
    organization, manager, client
):
    counts = []
    for number in (2, 20):
        for _number in range(number):
            make_profile(organization=organization)
        client.get(door("organization_edit"))
        with CaptureQueriesContext(connection) as queries:
            client.get(door("organization_edit"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 35


def test_strangers_are_asked_to_sign_in(organization):
    answer = Client().get(door("claim_create"))

    assert "/login/" in answer["Location"]


def test_a_ror_identifier_is_taken_as_people_copy_it():
    assert cleaned_ror(" https://ror.org/03YRM5C26 ") == "03yrm5c26"
    assert cleaned_ror("") == ""
