"""An ORCID iD comes from a sign-in at ORCID and from nowhere else."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.urls import reverse

from accounts.models import User
from accounts.social import GuardedSession, RefusedAddressError
from config import sign_in
from experts.actions.orcid import is_orcid
from experts.models import Profile
from records.models import Record
from tests.experts.provider import SECRET, Provider, running
from tests.factories.accounts import make_user
from tests.factories.experts import make_profile

pytestmark = pytest.mark.django_db

ID = "0000-0002-1825-0097"


@pytest.fixture
def orcid(settings) -> Iterator[Provider]:
    """ORCID, as far as we ask it."""
    with running() as server:
        server.claims = {"sub": ID, "given_name": "Josiah", "family_name": "Carberry"}
        settings.SOCIALACCOUNT_PROVIDERS = sign_in.providers(
            sign_in.provider(
                key=sign_in.ORCID, name="ORCID", url=server.url, client_id="APP-1",
                secret=SECRET, scopes=["openid"],
            )
        )  # fmt: skip
        yield server


def visit(client, server: Provider, process: str):
    """Go to the provider, agree, and come back as a browser does."""
    address = reverse("openid_connect_login", args=["orcid"])
    away = client.post(f"{address}?process={process}")
    back = urlsplit(server.consent(away.headers["Location"]))
    return client.get(f"{back.path}?{back.query}")


def test_a_person_who_is_signed_in_links_their_orcid(client, orcid):
    profile = make_profile()
    client.force_login(profile.user)
    visit(client, orcid, "connect")
    profile.refresh_from_db()

    assert profile.orcid == ID
    assert Record.objects.get(uid=profile.uid).identifiers == [{"scheme": "orcid", "value": ID}]
    assert (
        f"https://orcid.org/{ID}"
        in client.get(reverse("experts:profile_detail", args=[profile.slug])).content.decode()
    )


def test_somebody_new_signs_up_through_orcid_and_confirms_their_address(client, orcid):
    form = visit(client, orcid, "login")
    assert form.headers["Location"] == reverse("socialaccount_signup")
    assert client.get(form.headers["Location"]).status_code == 200
    client.post(form.headers["Location"], {"email": "josiah@example.org"})

    user = User.objects.get()
    assert user.get_full_name() == "Josiah Carberry"
    assert Profile.objects.get(user=user).orcid == ID
    assert Profile.objects.get(user=user).state == "draft"
    assert "_auth_user_id" not in client.session, "The address is not confirmed yet."
    assert [message.to for message in mail.outbox] == [["josiah@example.org"]]


def test_whoever_comes_back_is_signed_in_without_a_password(client, orcid):
    user = make_user(first_name="Josiah")
    SocialAccount.objects.create(user=user, provider="orcid", uid=ID)
    visit(client, orcid, "login")

    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_second_factor_is_asked_for_after_orcid_too(client, orcid):
    user = make_user(first_name="Josiah", totp=True)
    SocialAccount.objects.create(user=user, provider="orcid", uid=ID)
    answer = visit(client, orcid, "login")

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_an_address_that_another_site_vouches_for_opens_no_account(client, orcid):
    make_user(email="owner@example.org", first_name="Owner")
    orcid.claims |= {"email": "owner@example.org", "email_verified": "true"}
    visit(client, orcid, "login")

    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_an_id_is_forgotten_when_the_way_back_is_removed():
    profile = make_profile()
    account = SocialAccount.objects.create(user=profile.user, provider="orcid", uid=ID)
    account.delete()
    profile.refresh_from_db()

    assert profile.orcid is None


def test_nobody_writes_an_id_into_a_form(client):
    profile = make_profile()
    client.force_login(profile.user)
    address = reverse("experts:section_edit", args=["audience"])
    client.post(address, {"visibility": "public", "orcid": ID})
    profile.refresh_from_db()

    assert profile.orcid is None


def test_a_provider_of_another_name_gives_no_orcid():
    profile = make_profile()
    SocialAccount.objects.create(user=profile.user, provider="oidc", uid=ID)
    profile.refresh_from_db()

    assert profile.orcid is None


def test_a_providers_configuration_leads_to_no_other_address(orcid):
    with GuardedSession() as session, pytest.raises(RefusedAddressError):
        session.get("http://127.0.0.1:1/token")


@pytest.mark.parametrize(
    ("text", "right"),
    [(ID, True), ("0000-0002-1694-233X", True), ("0000-0002-1825-0098", False), ("x", False)],
)
def test_an_id_has_a_check_digit(text, right):
    assert is_orcid(text) == right
