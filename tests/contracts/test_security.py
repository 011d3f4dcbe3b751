"""Promises about the security of the whole site, checked on every door."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.utils import translation
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.models import CustomDocument, HomePage
from config import views
from config.urls import urlpatterns as site_urlpatterns
from tests.factories.accounts import PASSWORD, make_administrator, make_editor, make_user

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]


# --- Who gets into the admins ----------------------------------------------------

OTHER_FORMS = ["/admin/login/", "/django-admin/login/", "/en/_util/login/", "/ar/_util/login/"]


@pytest.mark.parametrize("address", OTHER_FORMS)
def test_no_other_form_takes_a_password(client: Client, address: str) -> None:
    user = make_administrator(totp=True)
    data = {"username": user.email, "password": PASSWORD, "next": "/admin/"}
    for response in (client.get(address), client.post(address, data)):
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_the_page_that_was_asked_for_survives_the_way_to_the_sign_in(client: Client) -> None:
    assert client.get("/admin/reports/locked/", follow=True).redirect_chain == [
        ("/accounts/login/?next=/admin/reports/locked/", 302)
    ]
    response = client.get("/admin/login/?next=/admin/reports/locked/")
    assert response["Location"] == "/accounts/login/?next=/admin/reports/locked/"


@pytest.mark.parametrize(
    "address",
    [
        "/admin/password_reset/",
        "/admin/password_reset/done/",
        "/admin/password_reset/complete/",
        "/admin/password_reset/confirm/MQ/set-password/",
    ],
)
def test_the_admins_own_password_reset_is_closed(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_passwords_and_addresses_do_not_change_in_the_admin(client: Client) -> None:
    client.force_login(make_editor())
    html = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "password" not in html.lower().split("<main")[1]
    assert 'type="email"' not in html


def addresses(resolver: URLResolver, prefix: str) -> Iterator[str]:
    """Every address below a resolver, with something in the place of each argument."""
    for entry in resolver.url_patterns:
        pattern = re.sub(r"<(?:int:)?\w+>", "1", str(entry.pattern))
        pattern = re.sub(r"<(?:uuid):\w+>", "7d0fc5a0-25a2-4f9c-9d3e-0f1c1b1a1a1a", pattern)
        pattern = re.sub(r"<\w+:\w+>", "x", pattern)
        pattern = re.sub(r"\(\?P1.*?\)|\(\?P<\w+>.*?\)", "1", pattern)
        address = prefix + re.sub(r"[\^$\\]", "", pattern)
        if isinstance(entry, URLPattern):
            yield address
        else:
            yield from addresses(entry, address)


def admin_addresses() -> list[str]:
    found = []
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) in {"admin/", "django-admin/"}:
            found += list(addresses(entry, f"/{entry.pattern}"))
    return found


@override_settings(CHM_ADMIN_REQUIRES_MFA=True)
def test_nothing_in_the_admins_opens_without_a_second_factor(client: Client) -> None:
    client.force_login(make_administrator())
    entrances = ("/admin/login", "/admin/logout", "/django-admin/login", "/django-admin/logout")
    checked = 0
    for address in admin_addresses():
        if address.startswith(entrances):
            continue
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 302, address
            assert response["Location"].startswith("/accounts/second-factor/"), address
        checked += 1
    assert checked > 200


@override_settings(CHM_ADMIN_REQUIRES_MFA=True)
def test_an_editor_learns_why_a_second_factor_is_needed(client: Client) -> None:
    client.force_login(make_editor())
    response = client.get("/admin/reports/locked/", follow=True)
    html = response.content.decode()
    assert "Your work needs a second factor" in html
    assert reverse("mfa_activate_totp") in html
    assert reverse("mfa_add_webauthn") in html
    assert "/admin/reports/locked/" in html


@override_settings(CHM_ADMIN_REQUIRES_MFA=True)
def test_an_editor_with_a_second_factor_is_let_in(client: Client) -> None:
    client.force_login(make_editor(totp=True))
    assert client.get("/admin/").status_code == 200
    assert client.get("/accounts/second-factor/?next=/admin/")["Location"] == "/admin/"
    assert client.get("/accounts/second-factor/?next=//evil.example/")["Location"] == "/accounts/"


@override_settings(CHM_ADMIN_REQUIRES_MFA=True)
def test_a_second_factor_is_not_asked_of_readers(client: Client) -> None:
    client.force_login(make_user())
    assert client.get("/accounts/").status_code == 200
    assert "second-factor" not in client.get("/admin/")["Location"]


# --- What browsers are told ------------------------------------------------------

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
INSIDE_ADMIN = STRICT | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
}


def policy(response: Any) -> dict[str, str]:
    parts = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return dict(parts)


@pytest.mark.parametrize(
    "address",
    [
        "/en/",
        "/ar/nothing-here/",
        "/accounts/login/",
        "/accounts/signup/",
        "/admin/login/",
        "/admin/logout/",
        "/admin/password_reset/",
        "/administrators/",
        "/django-admin/",
        "/health/live",
    ],
)
def test_the_site_allows_no_inline_code(client: Client, address: str) -> None:
    assert policy(client.get(address)) == STRICT


def test_only_wagtails_admin_allows_inline_code(client: Client) -> None:
    client.force_login(make_administrator())
    assert policy(client.get("/admin/")) == INSIDE_ADMIN
    assert policy(client.get("/django-admin/")) == STRICT


@pytest.mark.parametrize("address", ["/accounts/login/", "/admin/", "/nothing/"])
def test_every_answer_carries_the_headers(client: Client, address: str) -> None:
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]


def test_weaknesses_can_be_reported(client: Client) -> None:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Contact",
        "Expires",
        "Preferred-Languages",
        "Canonical",
    ]


# --- Files -----------------------------------------------------------------------


def write(name: str, content: bytes) -> None:
    target = Path(settings.MEDIA_ROOT) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


@pytest.mark.parametrize(
    "name",
    [
        "documents/secret.pdf",
        "original_images/photo.jpg",
        "avatar_images/face.jpg",
        "images/../documents/secret.pdf",
        "images/%2e%2e/documents/secret.pdf",
        "secret.txt",
    ],
)
def test_originals_and_documents_are_never_served_directly(client: Client, name: str) -> None:
    for existing in ("documents/secret.pdf", "original_images/photo.jpg", "secret.txt"):
        write(existing, b"secret")
    write("avatar_images/face.jpg", b"secret")
    write("images/photo.width-10.jpg", b"picture")
    response = client.get(f"/media/{name}")
    assert response.status_code == 404


def test_pictures_are_served_with_safe_headers(client: Client) -> None:
    write("images/photo.width-10.webp", b"picture")
    response = client.get("/media/images/photo.width-10.webp")
    assert b"".join(cast("FileResponse", response)) == b"picture"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["Content-Disposition"].startswith("inline")
    response.close()


def test_other_files_among_the_pictures_are_downloaded(client: Client) -> None:
    write("images/page.html", b"<script>alert(1)</script>")
    response = client.get("/media/images/page.html")
    assert response["Content-Disposition"] == "attachment"
    response.close()


def document(name: str) -> CustomDocument:
    return CustomDocument.objects.create(
        title="A file",
        file=ContentFile(b"a,b\n", name=name),
        collection=Collection.get_first_root_node(),
    )


def test_documents_are_downloaded_rather_than_shown(client: Client) -> None:
    response = client.get(document("table.csv").url)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    response.close()


def test_a_private_document_is_not_served_to_strangers(client: Client) -> None:
    thing = document("private.csv")
    CollectionViewRestriction.objects.create(
        collection=thing.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    response = client.get(thing.url)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_a_private_document_leaves_no_copy_on_the_way(client: Client) -> None:
    thing = document("private.csv")
    CollectionViewRestriction.objects.create(
        collection=thing.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    client.force_login(make_user())
    response = client.get(thing.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_passwords_of_private_pages_cannot_be_tried_out(client: Client) -> None:
    cache.clear()
    page = HomePage.objects.first() or Page.objects.first()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="tide"
    )
    private = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(),
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="tide",
    )
    with translation.override("en"):
        for address in (
            reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk]),
            reverse("wagtaildocs_authenticate_with_password", args=[private.pk]),
        ):
            answers = [
                client.post(address, {"password": str(n), "return_url": "/"}).status_code
                for n in range(11)
            ]
            assert 429 in answers


# --- Errors ----------------------------------------------------------------------


def crash(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("A fault.")


def database_away(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("The database is away.")


def form(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("written")


urlpatterns = [
    path("crash/", crash),
    path("away/", database_away),
    path("form/", form),
    *site_urlpatterns,
]
handler500 = views.server_error


@pytest.mark.parametrize("language", LANGUAGES)
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("address", "status"), [("/crash/", 500), ("/away/", 503)])
def test_a_crash_is_answered_without_the_database(language: str, address: str, status: int) -> None:
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    with patch(
        "django.db.backends.base.base.BaseDatabaseWrapper.cursor", side_effect=AssertionError
    ):
        response = client.get(address)
    assert response.status_code == status
    assert f'lang="{language}"' in response.content.decode()
    assert (response.get("Retry-After") == "30") is (status == 503)


@override_settings(ROOT_URLCONF=__name__)
def test_a_form_from_elsewhere_is_refused_with_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/form/")
    assert response.status_code == 403
    assert "This form is too old" in response.content.decode()


def test_a_request_for_another_host_is_refused_with_words(client: Client) -> None:
    response = client.get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "This request could not be understood" in response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_page_is_answered_in_the_readers_language(client: Client, language: str) -> None:
    response = client.get(f"/{language}/nothing-here/")
    assert response.status_code == 404
    assert f'lang="{language}"' in response.content.decode()


def test_who_may_not_open_a_page_is_told_so(client: Client) -> None:
    client.force_login(make_editor())
    assert client.get("/django-admin/login/").status_code == 403


# --- Production ------------------------------------------------------------------

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "CHM_SECRET_KEY": "k3-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    "CHM_ALLOWED_HOSTS": "chm.example.org",
    "CHM_BASE_URL": "https://chm.example.org",
}


def deploy_check(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath} | environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_production_settings_have_no_warning(tmp_path: Path) -> None:
    result = deploy_check(CHM_DATA_DIR=str(tmp_path), **PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert "WARNINGS" not in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHM_SECRET_KEY", "insecure-development-key-" + "x" * 40),
        ("CHM_SECRET_KEY", "short"),
        ("CHM_SECRET_KEY", ""),
        ("CHM_ALLOWED_HOSTS", ""),
        ("CHM_BASE_URL", "http://chm.example.org"),
    ],
)
def test_production_does_not_start_half_configured(tmp_path: Path, name: str, value: str) -> None:
    result = deploy_check(CHM_DATA_DIR=str(tmp_path), **(PRODUCTION | {name: value}))
    assert result.returncode != 0
    assert name in result.stderr
