"""Focal points in and out by spreadsheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.disclosures import note_disclosure
from accounts.models import User
from experts.models import FocalPoint, Organization
from experts.permissions import can_manage_focal_points
from experts.spreadsheet import read_rows, written
from vocabularies.labels import canonical

YES = frozenset({"1", "yes", "true", "x"})
SCHEME = "focal-point-roles"


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do. `problems` are (row number, reason).

    `changes` are (row number, focal point, names of the fields that change); a new one has
    none.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    changes: list[tuple[int, FocalPoint, list[str]]] = field(default_factory=list)


def export_focal_points(*, actor: User) -> bytes:
    """A workbook with every focal point, addresses too; who took it is written down.

    PermissionDenied for who may not.
    """
    if not can_manage_focal_points(actor):
        raise PermissionDenied
    note_disclosure(actor=actor, what="focal points", rows=FocalPoint.objects.count())
    return written(exported_rows())


def exported_rows() -> Iterator[Mapping[str, Any]]:
    """Each focal point as a row."""
    for row in FocalPoint.objects.select_related("person", "organization"):
        yield {
            "uid": str(row.uid),
            "country": row.country,
            "role": row.role.partition(":")[2],
            "stand_in": "yes" if row.is_stand_in else "",
            "name": row.shown_name,
            "designation": row.designation,
            "organization": row.organization.slug if row.organization else row.organization_name,
            "address": row.address,
            "start": row.start,
            "end": row.end,
        }


@transaction.atomic
def import_focal_points(*, actor: User, file: IO[bytes], dry_run: bool) -> ImportReport:
    """Store the rows of a workbook; a dry run tells the same and stores nothing.

    A row with the `uid` of a focal point changes it, any other is new. With a problem in
    any row nothing is stored. PermissionDenied, SpreadsheetError.
    """
    if not can_manage_focal_points(actor):
        raise PermissionDenied
    report = ImportReport()
    known = {str(row.uid): row for row in FocalPoint.objects.select_related("person")}
    organizations = {each.slug: each for each in Organization.objects.published()}
    for number, values in read_rows(file):
        try:
            take(number, values, known.get(values.get("uid", "")), organizations, report)
        except (ValidationError, ValueError) as error:
            reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
            report.problems.append((number, " ".join(reasons)))
    if dry_run or report.problems:
        transaction.set_rollback(True)
    return report


def take(
    number: int,
    values: Mapping[str, str],
    found: FocalPoint | None,
    organizations: Mapping[str, Organization],
    report: ImportReport,
) -> None:
    """Store one row; ValidationError or ValueError says what is wrong with it."""
    row = found or FocalPoint()
    if found is None and values.get("uid"):
        row.uid = UUID(values["uid"])
    before = {each.attname: getattr(row, each.attname) for each in row._meta.local_fields}
    fill(row, values, organizations)
    row.full_clean(exclude=["uid"] if found else None)
    different = [
        str(field.verbose_name)
        for field in row._meta.local_fields
        if getattr(row, field.attname) != before[field.attname]
    ]
    if found is None:
        report.new += 1
    elif not different:
        report.same += 1
        return
    else:
        report.changed += 1
    row.save()
    report.changes.append((number, row, different if found else []))


def fill(
    row: FocalPoint, values: Mapping[str, str], organizations: Mapping[str, Organization]
) -> None:
    """Put the values of a row on a focal point."""
    role = f"{SCHEME}:{values.get('role', '')}"
    if role not in canonical([role]):
        raise ValueError(_("The role %(role)s is not known.") % {"role": values.get("role", "")})
    country = f"countries:{values.get('country', '').upper()}"
    if country not in canonical([country]):
        raise ValueError(_("Write the two letters of ISO 3166."))
    if not values.get("name"):
        raise ValueError(_("Write a name."))
    organization = organizations.get(values.get("organization", ""))
    row.country, row.role = country.partition(":")[2], role
    row.is_stand_in = values.get("stand_in", "").lower() in YES
    # Who has an account keeps their own name.
    row.name = row.name if row.person and row.shown_name == values["name"] else values["name"]
    row.designation, row.address = values.get("designation", ""), values.get("address", "")
    row.organization_id = organization.pk if organization else None
    row.organization_name = "" if organization else values.get("organization", "")
    row.start, row.end = day(values.get("start", "")), day(values.get("end", ""))


def day(text: str) -> date | None:
    """A date as 2026-12-31; ValueError for any other form."""
    return date.fromisoformat(text) if text else None
