"""People take their data along, and leave; nothing of them stays behind."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.erasure import (
    HandOverError,
    cancel_erasure,
    erase_account,
    erase_due_accounts,
    fingerprint_of,
    replay_erasures,
    request_erasure,
)
from accounts.models import Disclosure, Erasure, User
from accounts.personal_data import Content
from search.models import SavedSearch
from tests.factories.accounts import PASSWORD, make_administrator, make_user

pytestmark = pytest.mark.django_db

NAME = "Zyxwvutina"
ADDRESS = "zyxwvutina.qwertz@example.org"


@pytest.fixture(autouse=True)
def erasure_log(settings, tmp_path: Path) -> Path:
    path = tmp_path / "kept apart" / "erasures.jsonl"
    settings.CHM_ERASURE_LOG = str(path)
    return path


@pytest.fixture
def person() -> User:
    user = make_user(email=ADDRESS, first_name=NAME, last_name="Qwertz")
    SavedSearch.objects.create(owner=user, name=f"What {NAME} looks for", language="en")
    return user


def signed_in(user: User) -> Client:
    """A browser in which the person has just given the password."""
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def everything_in_the_database() -> str:
    """All values of all tables as one text."""
    return "\n".join(
        repr(row)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        for row in model._base_manager.values_list()
    )


def test_the_archive_holds_what_the_site_holds(person):
    client = signed_in(person)

    response = client.get("/accounts/data/download/")

    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        data = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
    assert data["data"]["accounts.User"][0]["first_name"] == NAME
    assert data["data"]["account.EmailAddress"] == [
        {"email": ADDRESS, "verified": True, "primary": True}
    ]
    assert data["data"]["search.SavedSearch"][0]["name"] == f"What {NAME} looks for"
    assert f"What {NAME} looks for" in page
    assert "mfa.Authenticator" not in data["data"]
    assert Disclosure.objects.get().actor == person


def test_what_people_wrote_is_not_markup_in_the_archive(person):
    SavedSearch.objects.create(owner=person, name="<script>alert(1)</script>", language="en")

    response = signed_in(person).get("/accounts/data/download/")

    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert "<script>" not in archive.read("index.html").decode()


def test_the_archive_is_for_somebody_who_has_just_proved_who_they_are(person):
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")

    response = client.get("/accounts/data/download/")

    assert response.status_code == 302
    assert "/reauthenticate/" in response["Location"]
    assert not Disclosure.objects.exists()


def test_closing_the_account_signs_out_everywhere_and_can_be_undone(
    person, django_capture_on_commit_callbacks
):
    client, elsewhere = signed_in(person), signed_in(person)
    elsewhere.get("/accounts/")

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/accounts/data/erase/", {"content": "keep", "sure": "on"})

    assert response.status_code == 302
    assert elsewhere.get("/accounts/").status_code == 302
    assert not UserSession.objects.filter(user=person).exists()
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    assert "/accounts/data/" in message.body
    again = signed_in(person)
    assert "Keep my account" in again.get("/accounts/data/").content.decode()
    again.post("/accounts/data/keep/")
    assert not Erasure.objects.exists()


def test_an_account_is_not_closed_without_saying_so(person):
    response = signed_in(person).post("/accounts/data/erase/", {"content": "keep"})

    assert response.status_code == 200
    assert not Erasure.objects.exists()


def test_nothing_is_erased_before_its_day(person):
    request_erasure(user=person, content=Content.KEEP)

    with time_machine.travel(timezone.now() + timedelta(days=13), tick=False):
        assert erase_due_accounts() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert erase_due_accounts() == 1
        assert erase_due_accounts() == 0

    person.refresh_from_db()
    assert person.erased_at
    assert str(person) == "Somebody who left"


def test_after_the_erasure_neither_name_nor_address_is_anywhere(person, tmp_path, erasure_log):
    signed_in(person).get("/accounts/")
    assert NAME in everything_in_the_database()

    erase_account(user=person, content=Content.KEEP)

    left = everything_in_the_database().lower()
    assert NAME.lower() not in left
    assert ADDRESS not in left
    assert not EmailAddress.objects.filter(user=person).exists()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert NAME.encode() not in written
    assert ADDRESS.encode() not in written
    assert signed_in(person).get("/accounts/").status_code == 302


def test_the_address_can_sign_up_again_after_the_erasure(person):
    erase_account(user=person, content=Content.KEEP)

    assert make_user(email=ADDRESS).pk != person.pk


def test_the_only_administrator_has_to_hand_over_first():
    administrator = make_administrator()

    with pytest.raises(HandOverError, match="only administrator"):
        request_erasure(user=administrator, content=Content.KEEP)

    make_administrator()
    assert request_erasure(user=administrator, content=Content.KEEP)


def test_asked_for_twice_the_first_date_stays(person):
    first = request_erasure(user=person, content=Content.KEEP)
    second = request_erasure(user=person, content=Content.REMOVE)

    assert (second.due, second.content) == (first.due, "remove")
    assert cancel_erasure(user=person)
    assert not cancel_erasure(user=person)


def test_a_restored_backup_forgets_again_who_had_left(person, erasure_log):
    other = make_user(email="stays@example.org")
    kept = {field.attname: getattr(person, field.attname) for field in User._meta.local_fields}
    erase_account(user=person, content=Content.KEEP)
    User.objects.filter(pk=person.pk).update(**kept)
    Erasure.objects.all().delete()

    assert replay_erasures(erasure_log) == 1
    assert replay_erasures(erasure_log) == 0

    person.refresh_from_db()
    other.refresh_from_db()
    assert person.erased_at
    assert other.email == "stays@example.org"


def test_a_number_given_to_somebody_new_is_not_erased(person, erasure_log):
    erase_account(user=person, content=Content.KEEP)
    number = person.pk
    person.delete()
    later = timezone.now() + timedelta(seconds=5)
    newcomer = User.objects.create(pk=number, email="new@example.org", date_joined=later)

    assert replay_erasures(erasure_log) == 0
    newcomer.refresh_from_db()
    assert newcomer.erased_at is None


def test_a_broken_line_of_the_log_does_not_stop_the_others(person, erasure_log):
    erasure_log.parent.mkdir(parents=True)
    line = json.dumps({"account": fingerprint_of(person), "content": "keep"})
    erasure_log.write_text(f"not json\n{line}\n")

    assert replay_erasures(erasure_log) == 1


def test_a_missing_log_is_named(tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        call_command("replay_erasures", str(tmp_path / "none.jsonl"))
