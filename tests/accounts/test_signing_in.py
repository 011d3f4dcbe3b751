"""Signing in: by password, code and second factor; limits; what strangers may learn."""

import re
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import (
    PASSWORD,
    code_of,
    make_editor,
    make_user,
    recovery_code,
    totp_code,
)

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client: Client, user: User, **data: str):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD} | data)


def test_people_sign_in_with_their_mail_address_whatever_its_case(client: Client) -> None:
    user = make_user(email="ana.tui@example.org")
    client.post(LOGIN, {"login": "Ana.Tui@Example.org", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_new_account_has_to_confirm_its_address(client: Client) -> None:
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), data)
    assert not is_signed_in(client)
    address = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert address is not None
    client.post(address[1])
    sign_in(client, User.objects.get(email="new@example.org"))
    assert is_signed_in(client)


def test_an_address_that_is_not_confirmed_does_not_open_the_account(client: Client) -> None:
    sign_in(client, make_user(confirmed=False))
    assert not is_signed_in(client)


def test_the_second_factor_is_asked_after_the_password(client: Client) -> None:
    user = make_user(totp=True)
    response = sign_in(client, user)
    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(response["Location"], {"code": "000000"})
    assert not is_signed_in(client)
    client.post(response["Location"], {"code": totp_code(user)})
    assert is_signed_in(client)


def test_a_code_of_the_app_works_once(client: Client) -> None:
    user = make_user(totp=True)
    code = totp_code(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    sign_in(other, user)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_a_recovery_code_works_once(client: Client) -> None:
    user = make_user(totp=True)
    code = recovery_code(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(client)
    other = Client()
    sign_in(other, user)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_signed_in(other)


def test_a_code_by_mail_signs_in_but_not_past_the_second_factor(client: Client) -> None:
    for user, expected in ((make_user(), True), (make_user(totp=True), False)):
        browser = Client()
        browser.post(reverse("account_request_login_code"), {"email": user.email})
        code = re.search(r"^(\S{6,})$", str(mail.outbox[-1].body), re.MULTILINE)
        assert code is not None
        browser.post(reverse("account_confirm_login_code"), {"code": code[1]})
        assert is_signed_in(browser) is expected


def test_a_password_reset_does_not_go_past_the_second_factor(client: Client) -> None:
    user = make_user(totp=True)
    client.post(reverse("account_reset_password"), {"email": user.email})
    address = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert address is not None
    form = client.get(address[1], follow=True).redirect_chain[-1][0]
    changed = "another-mangrove-in-salt-water"
    client.post(form, {"password1": changed, "password2": changed})
    user.refresh_from_db()
    assert user.check_password(changed)
    assert not is_signed_in(client)
    client.post(LOGIN, {"login": user.email, "password": changed})
    assert not is_signed_in(client)


def test_an_authenticator_app_is_added_with_recovery_codes(client: Client) -> None:
    user = make_user()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert kinds == {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}


def test_adding_a_second_factor_asks_again_who_it_is(client: Client) -> None:
    client.force_login(make_user())
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert reverse("account_reauthenticate") in client.get(reverse(name))["Location"]
        assert (
            reverse("account_reauthenticate")
            in client.post(reverse(name), {"code": "1"})["Location"]
        )


def test_the_page_for_a_new_passkey_needs_no_inline_code(client: Client) -> None:
    sign_in(client, make_user())
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.get(reverse("mfa_add_webauthn"))
    html = response.content.decode()
    assert 'data-passkey="create" data-passkey-options="passkey-options"' in html
    assert '<script id="passkey-options" type="application/json">' in html
    assert "/static/accounts/passkeys.js" in html
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]


def test_a_passkey_offers_its_options_as_json(client: Client) -> None:
    response = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert "challenge" in response.json()["request_options"]["publicKey"]


def test_a_forged_passkey_is_refused(client: Client) -> None:
    response = client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})
    assert response.status_code == 302
    assert not is_signed_in(client)


def test_five_wrong_passwords_close_the_account_for_a_while(client: Client) -> None:
    user = make_user()
    for _attempt in range(5):
        client.post(LOGIN, {"login": user.email, "password": "wrong"})
    sign_in(client, user)
    assert not is_signed_in(client)
    with time_machine.travel(timedelta(minutes=6)):
        sign_in(client, user)
        assert is_signed_in(client)


def test_many_attempts_from_one_place_are_answered_with_429(client: Client) -> None:
    codes = [
        client.post(LOGIN, {"login": f"p{n}@example.org", "password": "wrong"}).status_code
        for n in range(35)
    ]
    assert codes[0] == 200
    assert codes[-1] == 429


def test_guesses_of_the_second_factor_are_counted(client: Client) -> None:
    user = make_user(totp=True)
    sign_in(client, user)
    for _guess in range(12):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": totp_code(user)})
    assert not is_signed_in(client)


COUNT = """
import django, sys
django.setup()
from django.core.cache import cache
from django.test import RequestFactory
from allauth.core import ratelimit
request = RequestFactory().post("/accounts/login/", REMOTE_ADDR="192.0.2.7")
print(sum(ratelimit.consume(request, action="login", key="") for _ in range(20)))
"""


def test_attempts_are_counted_across_processes(tmp_path: Path) -> None:
    """The default cache is a table: two workers share one count."""
    database = tmp_path / "shared.sqlite3"
    with sqlite3.connect(database):
        pass
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": f"sqlite:///{database}",
        "CHM_DATA_DIR": str(tmp_path),
        "PATH": str(Path(sys.executable).parent),
    }

    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    run("manage.py", "createcachetable")
    allowed = [int(run("-c", COUNT).split()[-1]) for _process in range(2)]
    assert allowed == [20, 10]


@pytest.mark.parametrize("name", ["account_reset_password", "account_request_login_code"])
def test_strangers_do_not_learn_who_has_an_account(name: str) -> None:
    make_user(email="known@example.org")
    answers = []
    for email in ("known@example.org", "unknown@example.org"):
        browser = Client()
        response = browser.post(reverse(name), {"email": email}, follow=True)
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        answers.append((response.redirect_chain, html.replace(email, "")))
    assert answers[0] == answers[1]
    assert {message.to[0] for message in mail.outbox} == {
        "known@example.org",
        "unknown@example.org",
    }


def test_signing_up_answers_the_same_for_a_known_address() -> None:
    make_user(email="known@example.org")
    answers = []
    for email in ("known@example.org", "unknown@example.org"):
        data = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
        response = Client().post(reverse("account_signup"), data, follow=True)
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        answers.append((response.redirect_chain, html.replace(email, "")))
    assert answers[0] == answers[1]


def test_a_wrong_password_answers_the_same_for_a_known_address() -> None:
    make_user(email="known@example.org")
    answers = []
    for email in ("known@example.org", "unknown@example.org"):
        response = Client().post(LOGIN, {"login": email, "password": "wrong"})
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        answers.append((response.status_code, html.replace(email, "")))
    assert answers[0] == answers[1]


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "http://testserver@evil.example/",
]


@pytest.mark.parametrize("destination", ELSEWHERE)
@override_settings(ALLOWED_HOSTS=["testserver", ".evil.example"])
def test_signing_in_leads_nowhere_else(client: Client, destination: str) -> None:
    assert sign_in(client, make_user(), next=destination)["Location"] == "/"
    response = client.post(reverse("account_logout"), {"next": destination})
    assert response["Location"] == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client: Client) -> None:
    assert sign_in(client, make_user(), next="/fr/search/?q=a")["Location"] == "/fr/search/?q=a"


def test_the_session_gets_a_new_key_at_sign_in_and_ends_at_sign_out(client: Client) -> None:
    client.get(LOGIN)
    session = client.session
    session["visited"] = True
    session.save()
    before = session.session_key
    sign_in(client, make_user())
    after = client.session.session_key
    assert before != after
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = str(after)
    assert stolen.get(reverse("accounts:home")).status_code == 302


def test_changing_the_password_signs_out_everywhere_else(client: Client) -> None:
    user = make_user()
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser, user)
    changed = "another-mangrove-in-salt-water"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": changed, "password2": changed},
    )
    assert elsewhere.get(reverse("accounts:home")).status_code == 302


def test_all_other_sessions_can_be_ended(client: Client) -> None:
    user = make_user()
    elsewhere = Client()
    for browser in (elsewhere, client):
        sign_in(browser, user)
    client.post(reverse("usersessions_list"))
    assert client.get(reverse("accounts:home")).status_code == 200
    assert elsewhere.get(reverse("accounts:home")).status_code == 302


@pytest.mark.parametrize(
    ("address", "away", "signed_in"),
    [
        ("/accounts/", timedelta(days=13), True),
        ("/accounts/", timedelta(days=15), False),
        ("/admin/", timedelta(minutes=119), True),
        ("/admin/", timedelta(minutes=121), False),
    ],
)
def test_a_session_that_rested_too_long_is_over(
    client: Client, address: str, away: timedelta, *, signed_in: bool
) -> None:
    client.force_login(make_editor())
    assert client.get(address).status_code == 200
    with time_machine.travel(away):
        response = client.get(address)
        assert (response.status_code == 200) is signed_in
        assert is_signed_in(client) is signed_in
        if not signed_in:
            assert response["Location"] == f"/accounts/login/?next={address}"


def test_a_session_in_use_is_over_after_a_working_day_in_the_admin(client: Client) -> None:
    client.force_login(make_editor())
    for hour in range(12):
        with time_machine.travel(timedelta(hours=hour)):
            assert client.get("/admin/").status_code == 200
    with time_machine.travel(timedelta(hours=13)):
        assert client.get("/admin/").status_code == 302
