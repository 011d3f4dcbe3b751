"""What can be done with vocabularies."""

from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import User
from vocabularies.announcing import announce
from vocabularies.importers.formats import parse
from vocabularies.importers.parsed import ParsedScheme, RecordError, VocabularyFileError
from vocabularies.loading import Loading, LoadReport
from vocabularies.models import Term, TermLabel, TermRelation
from vocabularies.permissions import can_load_vocabulary
from vocabularies.shipped.catalogue import shipped

# So many changed terms make the planner's idea of the tables wrong.
MANY = 100


def load_vocabulary(
    *,
    actor: User | None = None,
    scheme: str,
    file: Path | BinaryIO,
    language: str = "",
    complete: bool = False,
    dry_run: bool = False,
) -> LoadReport:
    """Load a file into the vocabulary `scheme`; all of it or nothing.

    A second run changes nothing. Terms are recognised by key, by alias, or by an alias of
    theirs that was their key before. Labels written on this site stay, official wording is
    not replaced by local or machine wording. Terms that the file lacks stay, unless it is
    `complete`: then they are marked as no longer used. `actor` None is the command line.

    Raises VocabularyFileError (file, line or record, reason) and PermissionDenied.
    """
    if actor is not None and not can_load_vocabulary(actor):
        raise PermissionDenied
    parsed = parse(file, scheme=scheme, language=language)
    try:
        return store(scheme=scheme, parsed=parsed, complete=complete, dry_run=dry_run)
    except RecordError as error:
        name = Path(str(getattr(file, "name", file))).name
        raise VocabularyFileError(name, error.where, error.reason) from error


def store(
    *,
    scheme: str,
    parsed: ParsedScheme,
    complete: bool = False,
    only_missing: bool = False,
    dry_run: bool = False,
) -> LoadReport:
    """Store a parsed vocabulary; `only_missing` replaces no label. Raises RecordError when it contradicts what is there."""
    with transaction.atomic():
        report = Loading(scheme, parsed, complete=complete, only_missing=only_missing).run()
        if dry_run:
            transaction.set_rollback(True)
        else:
            announce(report.changed)
            if len(report.changed) >= MANY:
                _count_rows_anew()
    return report


def load_shipped_vocabularies() -> list[LoadReport]:
    """Load what comes with the site; labels that are there stay. Idempotent."""
    with transaction.atomic():
        return [
            store(scheme=key, parsed=make(), only_missing=True) for key, make in shipped().items()
        ]


def _count_rows_anew() -> None:
    """Let PostgreSQL plan with the new numbers of rows at once, not when it gets to it.

    Until then it takes the tables for empty and reads them whole for every row of another.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Term, TermLabel, TermRelation):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
