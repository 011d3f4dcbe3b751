"""Import records from files: Crossref JSON, OAI-PMH XML, or our table as CSV or XLSX."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.harvest import template
from exchange.harvest.actions import import_file
from exchange.harvest.report import ImportReport

COUNTS = ("new", "changed", "same", "deleted", "refused")


class Command(BaseCommand):
    """Exit code 0: everything was taken. 1: something was refused; the rest was taken."""

    help = (
        "Import records from files: Crossref JSON, OAI-PMH XML (oai_dc or datacite), or our "
        "table as CSV or XLSX. What a file is, is found out from its content."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("files", nargs="*", metavar="FILE", type=Path)
        parser.add_argument("--source", default="", help="key of the source; tables need it")
        parser.add_argument("--title", default="", help="title of a new source")
        parser.add_argument("--dry-run", action="store_true", help="check, but store nothing")
        parser.add_argument(
            "--template", type=Path, metavar="OUT", help="write the empty table (.csv or .xlsx)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import each file; one that is refused does not stop the others."""
        if options["template"]:
            self._write_template(options["template"])
        elif not options["files"]:
            raise CommandError("Name at least one file, or --template.")
        reports = [self._import(path, options) for path in options["files"]]
        if reports:
            self._print_table(reports)
        refused = [report for report in reports if not report.is_clean]
        if refused:
            raise CommandError(
                f"{len(refused)} of {len(reports)} files were refused, or records of theirs."
            )

    def _write_template(self, path: Path) -> None:
        try:
            template.write(path)
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}") from error
        self.stdout.write(f"{path}: the table is ready to be filled in.")

    def _import(self, path: Path, options: dict[str, Any]) -> ImportReport:
        if not path.is_file():
            reason = "There is no such file." if not path.exists() else "This is no file."
            report = ImportReport(file_name=path.name, reason=reason)
        else:
            try:
                report = self._import_open(path, options)
            except OSError as error:
                report = ImportReport(
                    file_name=path.name, reason=f"The file cannot be read: {error.strerror}."
                )
        self._print_problems(path, report)
        return report

    def _import_open(self, path: Path, options: dict[str, Any]) -> ImportReport:
        with path.open("rb") as file:
            return import_file(
                actor=None,
                file=file,
                file_name=path.name,
                source_key=options["source"],
                source_title=options["title"],
                dry_run=options["dry_run"],
            )

    def _print_problems(self, path: Path, report: ImportReport) -> None:
        for problem in report.problems:
            mark = "note" if problem.is_note else "refused"
            self.stderr.write(f"{path}: {mark}: {problem}")
        if report.reason:
            self.stderr.write(f"{path}: refused: {report.reason}")

    def _print_table(self, reports: list[ImportReport]) -> None:
        width = max(len(report.file_name) for report in reports)
        heads = "".join(f"{name:>9}" for name in COUNTS)
        self.stdout.write(f"{'file':<{width}}{heads}  source")
        for report in reports:
            counts = "".join(f"{getattr(report, name):>9}" for name in COUNTS)
            end = "  file refused" if report.reason else ""
            self.stdout.write(f"{report.file_name:<{width}}{counts}  {report.source}{end}")
        written = sum(report.written for report in reports)
        verb = "would be written" if any(report.dry_run for report in reports) else "written"
        self.stdout.write(f"{written} records {verb}.")
