"""The admin: menu by task, choosers, reports, feedback."""

import pytest
from django.urls import reverse

from cms.actions.site import EDITORS, set_up_site
from cms.models import Feedback
from records.data import Origin, Provenance
from tests.factories.accounts import make_user
from tests.factories.cms import make_knowledge, make_standard_page
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    set_up_site()
    client.force_login(make_user(groups=[EDITORS]))
    return client


def test_the_menu_is_sorted_by_task(editor):
    body = editor.get("/admin/").content.decode()

    for word in ("Knowledge", "News and events", "Submissions", "cms/admin.css", "Waiting for you"):
        assert word in body


def test_pages_of_one_kind_have_a_list(editor):
    make_knowledge(title="Nursery of Vatu")

    response = editor.get(reverse("list_casestudy:index"))

    assert response.status_code == 200
    assert "Nursery of Vatu" in response.content.decode()


def test_an_editor_answers_feedback_but_cannot_change_what_was_said(editor):
    said = Feedback.objects.create(path="/en/reefs/", answer="problem", comment="Old figures.")
    address = reverse("feedback:edit", args=[said.pk])
    assert "Old figures." in editor.get(reverse("feedback:index")).content.decode()

    editor.post(address, {"status": "answered", "note": "Updated.", "comment": "Forged"})

    said.refresh_from_db()
    assert (said.status, said.note, said.comment) == ("answered", "Updated.", "Old figures.")


def choose(client, **query):
    return client.get(reverse("record_chooser:choose_results"), query).content.decode()


def test_the_chooser_finds_records_in_every_language_and_harvested_ones(editor):
    make_record(titles={"en": "Reefs", "fr": "Récifs coralliens", "ru": "Коралловые рифы"})
    make_record(
        titles={"en": "Seagrass meadows"},
        kind="reference-document",
        origin=Origin.HARVESTED,
        provenance=Provenance(source="zenodo", source_title="Zenodo"),
    )
    make_standard_page(title="Something else")

    assert "Reefs" in choose(editor, q="Récifs")
    assert "Reefs" in choose(editor, q="рифы")
    assert "Something else" not in choose(editor, q="рифы")
    assert "Zenodo" in choose(editor, q="seagrass", kind="reference-document")


def test_the_chooser_shows_no_record_that_the_editor_may_not_see(editor):
    make_record(titles={"en": "Closed reefs"}, container_gate="community:1")

    assert "Closed reefs" not in choose(editor, q="reefs")


def test_a_chosen_record_is_stored_by_its_identifier():
    record = make_record()
    page = make_knowledge(references=[("reference", {"relation": "cites", "record": record})])

    page.refresh_from_db()

    [block] = page.references.raw_data
    assert block["value"]["record"] == str(record.uid)
    assert page.references[0].value["record"] == record
