"""Focal points: shown in office only, with stand-ins; in and out by spreadsheet."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from experts.actions.focal_points import export_focal_points, import_focal_points
from experts.actions.organizations import claim_organization, decide_claim
from experts.models import FocalPoint
from experts.offices import offices_of
from experts.permissions import can_edit_organization
from experts.spreadsheet import COLUMNS, SpreadsheetError
from records.audiences import Viewer
from tests.factories.accounts import make_administrator, make_user
from tests.factories.cms import make_country
from tests.factories.experts import make_focal_point, make_organization, make_profile
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    make_term("focal-point-roles:cbd", en="Focal point for the Convention")
    make_term("countries:FJ", en="Fiji")


def workbook(*rows: dict) -> io.BytesIO:
    book = Workbook()
    book.active.append(list(COLUMNS))
    for row in rows:
        book.active.append([row.get(name) for name in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def test_only_those_in_office_are_shown_and_stand_ins_come_last(terms):
    today = timezone.localdate()
    make_focal_point(name="Stand-in", is_stand_in=True)
    make_focal_point(name="Now", start=today, end=today)
    make_focal_point(name="Gone", end=today - timedelta(days=1))
    make_focal_point(name="Coming", start=today + timedelta(days=1))

    [office] = offices_of("fj", Viewer.anonymous(), "en")

    assert [holder.name for holder in office.holders] == ["Now", "Stand-in"]
    assert office.role.value == "Focal point for the Convention"


def test_a_focal_point_leads_to_a_profile_only_for_those_who_may_see_it(terms):
    profile = make_profile(visibility="signed-in")
    make_focal_point(person=profile.user, name="")

    for viewer, url in ((Viewer.anonymous(), False), (Viewer(make_user()), True)):
        [office] = offices_of("FJ", viewer, "en")
        assert bool(office.holders[0].url) == url


def test_the_page_of_a_country_shows_its_offices_and_no_address(client, terms):
    make_focal_point(name="Nia Atoll", address="nia@example.org")
    page = client.get(make_country("FJ").url).content.decode()

    assert "Nia Atoll" in page
    assert "nia@example.org" not in page


def test_a_dry_run_tells_and_stores_nothing(terms):
    row = {"country": "FJ", "role": "cbd", "name": "Nia Atoll"}
    editor = make_administrator()

    report = import_focal_points(actor=editor, file=workbook(row), dry_run=True)
    assert (report.new, FocalPoint.objects.count()) == (1, 0)

    import_focal_points(actor=editor, file=workbook(row), dry_run=False)
    assert FocalPoint.objects.count() == 1


def test_what_was_exported_comes_back_unchanged(terms):
    make_focal_point(name="=Nia", start=timezone.localdate())
    editor = make_administrator()
    file = export_focal_points(actor=editor)

    assert str(load_workbook(io.BytesIO(file)).active["E2"].value).startswith("'=")
    report = import_focal_points(actor=editor, file=io.BytesIO(file), dry_run=False)
    assert (report.new, report.changed, report.same, report.problems) == (0, 0, 1, [])


def test_a_wrong_row_is_named_and_nothing_is_stored(terms):
    rows = [
        {"country": "FJ", "role": "cbd", "name": "Right"},
        {"country": "FJ", "role": "king", "name": "Wrong"},
        {"country": "FJ", "role": "cbd", "name": "Late", "start": "03/04/2024"},
    ]
    report = import_focal_points(actor=make_administrator(), file=workbook(*rows), dry_run=False)

    assert [number for number, _reason in report.problems] == [3, 4]
    assert not FocalPoint.objects.exists()


def test_what_is_no_workbook_is_refused_and_others_are_not_let_in(terms):
    with pytest.raises(SpreadsheetError, match="Excel workbook"):
        import_focal_points(actor=make_administrator(), file=io.BytesIO(b"x"), dry_run=True)
    with pytest.raises(PermissionDenied):
        import_focal_points(actor=make_user(), file=workbook(), dry_run=True)
    with pytest.raises(PermissionDenied):
        export_focal_points(actor=make_user())


def test_an_approved_claim_lets_its_person_edit():
    organization, person, editor = make_organization(), make_user(), make_administrator()
    claim = claim_organization(actor=person, organization=organization, grounds="I work here.")

    assert not can_edit_organization(person, organization)
    with pytest.raises(PermissionDenied):
        decide_claim(actor=person, claim=claim, approve=True)
    decide_claim(actor=editor, claim=claim, approve=True)
    assert can_edit_organization(person, organization)
    with pytest.raises(ValidationError):
        decide_claim(actor=editor, claim=claim, approve=False, reason="Too late.")


def test_a_claim_is_declined_with_a_reason_and_waits_only_once():
    organization, person, editor = make_organization(), make_user(), make_administrator()
    first = claim_organization(actor=person, organization=organization, grounds="I work here.")

    again = claim_organization(actor=person, organization=organization, grounds="Again.")
    assert first == again
    with pytest.raises(ValidationError):
        decide_claim(actor=editor, claim=first, approve=False)
    decide_claim(actor=editor, claim=first, approve=False, reason="Ask your office first.")
    assert not can_edit_organization(person, organization)


def test_editors_decide_about_claims_in_the_admin(client):
    organization, person, editor = make_organization(), make_user(), make_administrator()
    claim = claim_organization(actor=person, organization=organization, grounds="I work here.")
    client.force_login(editor)
    address = reverse("organizationclaim:edit", args=[claim.pk])

    assert client.get(address).status_code == 200
    assert client.get(reverse("organization:add")).status_code == 200
    client.post(address, {"decision": "approve", "reason": ""})
    assert can_edit_organization(person, organization)
