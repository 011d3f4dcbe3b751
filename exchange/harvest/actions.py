"""Import a file: the one way in, for the command, the admin and (later) the harvesters."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from exchange.harvest import crossref, oai, table
from exchange.harvest.intake import Intake
from exchange.harvest.items import (
    MAX_RECORDS,
    Reading,
    Readings,
    RefusedFileError,
)
from exchange.harvest.models import ImportProblem, ImportRun, Severity, Source
from exchange.harvest.report import KEPT_PROBLEMS, ImportReport, Problem
from exchange.harvest.sniffing import Format, sniff

BATCH = 100
EVERY_FORMAT = frozenset(Format)
TABLES = frozenset({Format.CSV, Format.XLSX})
READERS: dict[Format, Callable[[BinaryIO], Readings]] = {
    Format.JSON: crossref.read,
    Format.XML: oai.read,
    Format.CSV: partial(table.read, file_format=Format.CSV),
    Format.XLSX: partial(table.read, file_format=Format.XLSX),
}


def import_file(
    *,
    actor: User | None,
    file: BinaryIO,
    file_name: str,
    source_key: str = "",
    source_title: str = "",
    dry_run: bool = False,
    formats: Collection[Format] = EVERY_FORMAT,
    max_records: int = MAX_RECORDS,
) -> ImportReport:
    """Read a seekable binary file and store its records as harvested ones.

    Without `source_key` the file says where it is from; a table cannot, and is refused.
    Records are committed in batches, each record apart from the others: what cannot be
    taken is in the report and in the log, the rest stays. Repeating an import, also one
    that broke off, changes nothing that is stored already. A dry run stores nothing.
    """
    report = ImportReport(file_name=file_name, dry_run=dry_run)
    run = None if dry_run else ImportRun.objects.create(actor=actor, file_name=file_name[:500])
    report.run_id = run.pk if run else None
    try:
        source, readings = _open(file, source_key, source_title, formats, dry_run=dry_run)
        report.source = source.key
        if run:
            run.source = source
        intake = Intake(source=source, report=report, dry_run=dry_run)
        for batch in _batches(_limited(readings, max_records)):
            _take(intake, batch, report, run)
    except RefusedFileError as error:
        report.reason = str(Problem(error.place, error.reason))
    except OSError as error:
        report.reason = gettext("The file cannot be read. (%(error)s)") % {
            "error": error.strerror or error
        }
    if run:
        run.finished = timezone.now()
        _save_run(run, report)
    return report


def _open(
    file: BinaryIO, key: str, title: str, formats: Collection[Format], *, dry_run: bool
) -> tuple[Source, Readings]:
    format_found = sniff(file)
    if format_found not in formats:
        raise RefusedFileError(gettext("Only tables (CSV or XLSX) can be imported here."))
    if not key:
        key, default_title = _default_source(file, format_found)
        title = title or default_title
        file.seek(0)
    readings = _peeked(READERS[format_found](file))
    return _source(key, title, dry_run=dry_run), readings


def _peeked(readings: Readings) -> Readings:
    """Read the first record now, so that a file of another kind leaves no source behind."""
    first = next(readings, None)

    def again() -> Readings:
        if first is not None:
            yield first
        yield from readings

    return again()


def _default_source(file: BinaryIO, format_found: Format) -> tuple[str, str]:
    if format_found is Format.JSON:
        return crossref.DEFAULT_SOURCE
    if format_found is Format.XML:
        key, title = oai.source_of(file)
        if key:
            return key, title
    else:
        table.check(file, format_found)
    raise RefusedFileError(
        gettext("The file does not say where it is from. Name its source (--source).")
    )


def _source(key: str, title: str, *, dry_run: bool) -> Source:
    """Find or make the source. An existing one keeps its title."""
    existing = Source.objects.filter(key=key).first()
    if existing:
        return existing
    source = Source(key=key, title=title or key)
    try:
        source.full_clean()
    except ValidationError as error:
        text = " ".join(error.messages)
        raise RefusedFileError(
            gettext("“%(key)s” cannot be the key of a source. %(reason)s")
            % {"key": key, "reason": text}
        ) from error
    if not dry_run:
        source.save()
    return source


def _limited(readings: Readings, most: int) -> Readings:
    for number, reading in enumerate(readings, start=1):
        if number > most:
            raise RefusedFileError(
                gettext("The file has more than %(most)d records. Split it.") % {"most": most},
                reading.place,
            )
        yield reading


def _batches(readings: Readings) -> Iterator[list[Reading]]:
    """Yield readings in lists; those before a break are yielded before it is raised."""
    batch: list[Reading] = []
    try:
        for reading in readings:
            batch.append(reading)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except (RefusedFileError, OSError):
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _take(
    intake: Intake, batch: list[Reading], report: ImportReport, run: ImportRun | None
) -> None:
    if run is None:
        problems = intake.take(batch)
    else:
        with transaction.atomic():
            Source.objects.select_for_update().get(pk=intake.source.pk)
            problems = intake.take(batch)
            _log(run, problems)
            _save_run(run, report)
    report.problems += problems[: KEPT_PROBLEMS - len(report.problems)]


def _log(run: ImportRun, problems: list[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(
            run=run,
            severity=Severity.NOTE if problem.is_note else Severity.REFUSED,
            record=problem.place.record,
            line=problem.place.line,
            reason=problem.reason,
        )
        for problem in problems
    )


def _save_run(run: ImportRun, report: ImportReport) -> None:
    for name in ("new", "changed", "same", "deleted", "refused", "reason"):
        setattr(run, name, getattr(report, name))
    run.save()
