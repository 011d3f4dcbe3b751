"""Users: how they are made, by whom, and the language that follows them."""

import io

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import PASSWORD, make_administrator, make_user

pytestmark = pytest.mark.django_db


def test_an_operator_makes_an_administrator_who_can_sign_in_at_once(client: Client) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
        call_command(
            "createsuperuser",
            interactive=False,
            email="operator@example.org",
            stdout=io.StringIO(),
        )
    client.post(reverse("account_login"), {"login": "operator@example.org", "password": PASSWORD})
    assert client.get("/admin/").status_code == 200
    assert client.get("/django-admin/").status_code == 200


def test_a_mail_address_belongs_to_one_account_whatever_its_case() -> None:
    make_user(email="ana@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="Ana@Example.org").save()
    with pytest.raises(ValidationError, match="already an account"):
        User(email="Ana@Example.org", password="x").full_clean()


def test_a_user_without_a_mail_address_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a mail address"):
        User.objects.create_user("")


def user_form(**fields: object) -> dict[str, object]:
    return {
        "email": "new@example.org",
        "first_name": "",
        "last_name": "",
        "language": "fr",
    } | fields


def test_an_administrator_creates_a_user_with_address_and_language(client: Client) -> None:
    client.force_login(make_administrator())
    add = reverse("wagtailusers_users:add")
    html = client.get(add).content.decode()
    assert 'name="language"' in html
    client.post(add, user_form(password1=PASSWORD, password2=PASSWORD))
    user = User.objects.get(email="new@example.org")
    assert user.language == "fr"
    assert user.check_password(PASSWORD)
    assert not EmailAddress.objects.get(user=user).verified


def test_a_user_without_a_password_signs_in_by_code(client: Client) -> None:
    client.force_login(make_administrator())
    client.post(reverse("wagtailusers_users:add"), user_form())
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()


def test_a_user_whose_address_exists_is_refused_with_words(client: Client) -> None:
    make_user(email="ana@example.org")
    client.force_login(make_administrator())
    response = client.post(reverse("wagtailusers_users:add"), user_form(email="Ana@example.org"))
    assert "There is already an account with this mail address." in response.content.decode()


def test_an_address_that_an_administrator_changed_has_to_be_confirmed(client: Client) -> None:
    user = make_user()
    client.force_login(make_administrator())
    edit = reverse("wagtailusers_users:edit", args=[user.pk])
    assert 'name="language"' in client.get(edit).content.decode()
    client.post(edit, user_form(email="other@example.org", is_active="on"))
    user.refresh_from_db()
    assert user.email == "other@example.org"
    assert user.check_password(PASSWORD)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("other@example.org", False, True)


def test_a_language_is_learnt_at_the_first_sign_in(client: Client) -> None:
    user = make_user()
    client.post(
        reverse("account_login"),
        {"login": user.email, "password": PASSWORD},
        headers={"accept-language": "es"},
    )
    user.refresh_from_db()
    assert user.language == "es"


def test_the_site_speaks_the_language_of_who_signed_in(client: Client) -> None:
    user = make_user(language="ar")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ar"
    assert '<html lang="ar" dir="rtl">' in client.get("/accounts/").content.decode()


def test_name_and_language_change_on_the_account_page(client: Client) -> None:
    user = make_user(language="en")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    profile = {"first_name": "Ana", "last_name": "Tui", "language": "ru"}
    response = client.post("/accounts/", profile, follow=True)
    user.refresh_from_db()
    assert (str(user), user.language) == ("Ana Tui", "ru")
    assert '<html lang="ru"' in response.content.decode()


def test_a_language_that_the_site_does_not_speak_is_refused(client: Client) -> None:
    client.force_login(make_user())
    html = client.post("/accounts/", {"language": "tlh"}).content.decode()
    assert 'class="error-summary"' in html


def test_somebody_who_signs_up_keeps_the_language_of_the_page(client: Client) -> None:
    client.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD},
        headers={"accept-language": "fr"},
    )
    assert User.objects.get(email="new@example.org").language == "fr"


def test_the_account_page_needs_few_queries(client: Client, django_assert_max_num_queries) -> None:
    client.force_login(make_user())
    client.get("/accounts/")
    with django_assert_max_num_queries(20):
        client.get("/accounts/")
