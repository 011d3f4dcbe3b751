"""A person's own data as a ZIP file: JSON for machines, HTML for eyes, and their files."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import capfirst, get_valid_filename

from accounts.models import User
from accounts.personal_data import declarations

IN_MEMORY = 5_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one model."""

    label: str
    title: str
    rows: tuple[Mapping[str, Any], ...]


def parts_of(user: User) -> list[Part]:
    """Return what the site holds of a person, model by model; empty ones are left out."""
    found = []
    for declaration in declarations():
        rows = tuple(declaration.export(user)) if declaration.export else ()
        if rows:
            name = apps.get_model(declaration.label)._meta.verbose_name_plural
            found.append(Part(declaration.label, capfirst(str(name)), rows))
    return found


def write_archive(user: User) -> IO[bytes]:
    """Return an open ZIP file, from its beginning: data.json, index.html, files/."""
    found = parts_of(user)
    archive = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the caller closes it)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("data.json", _as_json(user, found))
        packed.writestr("index.html", _as_html(user, found))
        _add_files(packed, user)
    archive.seek(0)
    return archive


def _as_json(user: User, found: Iterable[Part]) -> str:
    content = {
        "account": user.email,
        "written": timezone.now(),
        "data": {part.label: list(part.rows) for part in found},
    }
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _as_html(user: User, found: Iterable[Part]) -> str:
    tables = [
        {
            "title": part.title,
            "columns": list(part.rows[0]),
            "rows": [list(row.values()) for row in part.rows],
        }
        for part in found
    ]
    return render_to_string(
        "accounts/data_export.html", {"owner": user, "tables": tables, "now": timezone.now()}
    )


def _add_files(packed: zipfile.ZipFile, user: User) -> None:
    number = 0
    for declaration in declarations():
        for name, opened in declaration.files(user) if declaration.files else ():
            number += 1
            with opened, packed.open(f"files/{number:03d}-{get_valid_filename(name)}", "w") as out:
                while chunk := opened.read(65_536):
                    out.write(chunk)
