"""Every account page in the site's design and in the reader's language."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.forms import RequestLoginCodeForm
from accounts.models import User
from tests.factories.accounts import PASSWORD, add_totp, make_user

pytestmark = pytest.mark.django_db

ENTRANCE = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_email_verification_sent",
    "account_inactive",
]
MANAGE = [
    "accounts:home",
    "accounts:second_factor",
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
]
WITH_CODES = [
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def sign_in(client: Client, user: User) -> None:
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


def assert_designed(html: str) -> None:
    assert 'id="main"' in html
    assert html.count("<h1") == 1
    assert "placeholder=" not in html.split('id="main"')[1].split("</main>", maxsplit=1)[0]
    assert " style=" not in html
    for script in html.split("<script")[1:]:
        assert "src=" in script.split(">")[0] or "application/json" in script.split(">")[0]


@pytest.mark.parametrize("name", ENTRANCE)
def test_the_pages_at_the_door_are_in_the_sites_design(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert_designed(response.content.decode())


@pytest.mark.parametrize("name", MANAGE)
def test_the_pages_of_ones_account_are_in_the_sites_design(client: Client, name: str) -> None:
    sign_in(client, make_user())
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert_designed(response.content.decode())


@pytest.mark.parametrize("name", WITH_CODES)
def test_the_pages_of_a_second_factor_are_in_the_sites_design(client: Client, name: str) -> None:
    user = make_user()
    sign_in(client, user)
    add_totp(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert_designed(response.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_without_a_language_in_their_address_follow_the_browser(
    client: Client, language: str
) -> None:
    response = client.get(reverse("account_login"), headers={"accept-language": language})
    html = response.content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html


# Pages of allauth that no setting of ours opens: should one be opened, it is designed.
SPARE = [
    "account/confirm_email_verification_code.html",
    "account/signup_by_passkey.html",
]


@pytest.mark.parametrize("name", SPARE)
def test_pages_that_are_not_in_use_would_speak_in_our_elements(
    rf: RequestFactory, name: str
) -> None:
    request = rf.get("/accounts/")
    request.user = AnonymousUser()
    form = RequestLoginCodeForm()
    context = {"form": form, "verify_form": form, "cancel_url": "/", "email": "ana@example.org"}
    html = render_to_string(name, context, request=request)
    assert_designed(html)
    assert 'class="button' in html
