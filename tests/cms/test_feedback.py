"""The question below each page: is it useful."""

import uuid

import pytest
from django.core.cache import cache

from cms.models import Feedback
from tests.factories.accounts import make_user
from tests.factories.cms import make_site

pytestmark = pytest.mark.django_db
ADDRESS = "/en/feedback/"


@pytest.fixture(autouse=True)
def _site():
    cache.clear()
    make_site()


def test_the_form_knows_page_and_answer_from_the_link(client):
    response = client.get(ADDRESS, {"useful": "no", "path": "/en/reefs/"})

    body = response.content.decode()
    assert response.status_code == 200
    assert 'value="/en/reefs/"' in body
    assert "checked" in body


def test_an_answer_is_stored_without_anything_about_the_reader(client):
    client.force_login(make_user())
    uid = uuid.uuid4()

    response = client.post(
        ADDRESS, {"answer": "yes", "comment": "Clear.", "path": "/en/reefs/", "uid": str(uid)}
    )

    assert response.status_code == 200
    said = Feedback.objects.get()
    assert (said.answer, said.comment, said.path, said.uid) == ("yes", "Clear.", "/en/reefs/", uid)
    assert said.language == "en"
    assert {field.name for field in Feedback._meta.get_fields()} == {
        "id", "created", "path", "uid", "language", "answer", "comment", "status", "note",
    }  # fmt: skip


def test_a_problem_needs_words(client):
    response = client.post(ADDRESS, {"answer": "problem", "path": "/en/"})

    assert response.status_code == 422
    assert not Feedback.objects.exists()


def test_htmx_gets_the_thanks_alone(client):
    response = client.post(
        ADDRESS, {"answer": "yes", "path": "/en/"}, headers={"HX-Request": "true"}
    )

    assert response.status_code == 200
    assert b"<html" not in response.content


def test_a_robot_in_the_trap_is_thanked_and_forgotten(client):
    client.post(ADDRESS, {"answer": "yes", "path": "/en/", "website": "http://spam.example"})

    assert not Feedback.objects.exists()


def test_an_address_elsewhere_is_not_kept(client):
    client.post(ADDRESS, {"answer": "yes", "path": "//evil.example/"})

    assert Feedback.objects.get().path == "/"


def test_the_eleventh_answer_in_an_hour_is_refused(client):
    answers = [client.post(ADDRESS, {"answer": "yes", "path": "/en/"}) for _number in range(11)]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert Feedback.objects.count() == 10
