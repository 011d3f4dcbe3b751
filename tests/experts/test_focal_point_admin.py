"""Focal points by spreadsheet in the admin: checked, stored, taken out."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.models import Disclosure
from experts.models import FocalPoint
from experts.spreadsheet import COLUMNS
from tests.factories.accounts import make_administrator, make_editor
from tests.factories.experts import make_focal_point
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    make_term("focal-point-roles:cbd", en="Focal point for the Convention")
    make_term("countries:FJ", en="Fiji")
    user = make_administrator()
    client.force_login(user)
    return user


def upload(*rows: dict) -> SimpleUploadedFile:
    book = Workbook()
    book.active.append(list(COLUMNS))
    for row in rows:
        book.active.append([row.get(name) for name in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("table.xlsx", file.getvalue())


def door(name: str = "index") -> str:
    return reverse(f"focal_point_table:{name}")


def test_a_check_names_what_would_change_and_stores_nothing(editor, client):
    known = make_focal_point(name="Nia Atoll")
    same = {"uid": str(known.uid), "country": "FJ", "role": "cbd", "name": "Nia Atoll"}
    new = {"country": "FJ", "role": "cbd", "name": "Sala Vuki"}

    answer = client.post(
        door(), {"file": upload(same | {"designation": "Director"}, new), "check": "1"}
    )

    page = answer.content.decode()
    assert "office title" in page
    assert "Sala Vuki" in page
    assert [row.name for row in FocalPoint.objects.all()] == ["Nia Atoll"]
    assert FocalPoint.objects.get().designation == ""


def test_an_import_stores_all_rows_or_tells_which_are_wrong(editor, client):
    good = {"country": "FJ", "role": "cbd", "name": "Sala Vuki"}

    page = client.post(door(), {"file": upload(good, good | {"role": "king"}), "import": "1"})
    assert "The role king is not known." in page.content.decode()
    assert not FocalPoint.objects.exists()

    assert client.post(door(), {"file": upload(good), "import": "1"}).status_code == 302
    assert FocalPoint.objects.get().name == "Sala Vuki"


def test_what_is_no_workbook_is_refused_with_advice(editor, client):
    page = client.post(door(), {"file": SimpleUploadedFile("a.xlsx", b"x"), "import": "1"})

    assert "Save the file as an Excel workbook" in page.content.decode()


def test_who_takes_the_table_is_written_down_and_others_get_none(editor, client):
    make_focal_point(address="nia@example.org")

    answer = client.get(door("download"))

    assert load_workbook(io.BytesIO(answer.content)).active["H2"].value == "nia@example.org"
    noted = Disclosure.objects.get()
    assert (noted.actor, noted.what, noted.rows) == (editor, "focal points", 1)
    client.force_login(make_editor())
    for name in ("index", "download"):
        assert client.get(door(name)).status_code == 302
    assert Disclosure.objects.count() == 1
