"""Mail from the account pages: in the reader's language, plain and designed alike."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import get_template, render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.accounts import PASSWORD, make_user

TEMPLATES = Path(settings.BASE_DIR) / "accounts" / "templates"
PAGES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
TEXTS = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.txt"))
SUBJECTS = [name for name in TEXTS if name.endswith("_subject.txt")]
BODIES = [name for name in TEXTS if name.endswith("_message.txt") and "base_" not in name]
CONTEXT = {
    "email": "ana@example.org",
    "site_name": "Mangrove",
    "site_url": "https://chm.example.org",
    "activate_url": "https://chm.example.org/confirm/?a=1&b=2",
    "password_reset_url": "https://chm.example.org/reset/",
    "signup_url": "https://chm.example.org/signup/",
    "code": "ABC-DEF",
    "timestamp": timezone.now(),
    "ip": "192.0.2.1",
    "user_agent": "Browser",
}


@pytest.mark.parametrize("name", [*PAGES, *TEXTS])
def test_every_template_loads(name: str) -> None:
    assert get_template(name).render is not None


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_mail_has_a_subject_of_one_line(name: str) -> None:
    subject = render_to_string(name, CONTEXT).strip()
    assert 5 < len(subject) < 60
    assert "\n" not in subject


@pytest.mark.parametrize("name", BODIES)
def test_every_mail_ends_with_the_name_of_the_site(name: str) -> None:
    body = render_to_string(name, CONTEXT).strip()
    assert body.splitlines()[-2:] == ["Mangrove", "https://chm.example.org"]
    assert "&amp;" not in body


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_mail_is_in_the_language_of_its_reader(client: Client, language: str) -> None:
    user = make_user(language=language)
    client.post(
        reverse("account_reset_password"),
        {"email": user.email},
        headers={"accept-language": "en"},
    )
    message = mail.outbox[0]
    assert isinstance(message, mail.EmailMultiAlternatives)
    with translation.override(language):
        subject = translation.gettext("Choose a new password")
        action = translation.gettext("Continue")
    assert message.subject == f"{settings.WAGTAIL_SITE_NAME}: {subject}"
    html, kind = (str(part) for part in message.alternatives[0])
    assert kind == "text/html"
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    address = re.search(r"http://testserver\S+", str(message.body))
    assert address is not None
    assert f'<a class="button" href="{address[0]}">{action}</a>' in html
    assert len(html.encode()) < 30_000


@pytest.mark.django_db
def test_the_designed_mail_loads_nothing_from_elsewhere(client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": make_user().email})
    message = mail.outbox[0]
    assert isinstance(message, mail.EmailMultiAlternatives)
    html = str(message.alternatives[0][0])
    assert not re.search(r"<img|<link|<script|url\(", html)


@pytest.mark.django_db
def test_a_changed_password_is_told_by_mail(client: Client) -> None:
    user = make_user()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    changed = "another-mangrove-in-salt-water"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": changed, "password2": changed},
    )
    assert mail.outbox[-1].to == [user.email]
    assert "If this was not you" in mail.outbox[-1].body
