"""Load a file of terms: `load_vocabulary FILE --scheme countries`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vocabularies.actions import load_vocabulary
from vocabularies.importers.parsed import VocabularyFileError
from vocabularies.loading import LoadReport


class Command(BaseCommand):
    """Loads SKOS (Turtle, RDF/XML), the CBD thesaurus (JSON), CSV and SDG goals (YAML)."""

    help = "Load a vocabulary from SKOS, CBD thesaurus JSON or CSV. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--scheme", required=True, help="Key of the vocabulary.")
        parser.add_argument("--language", default="", help="Of a table of one language.")
        parser.add_argument(
            "--complete",
            action="store_true",
            help="The file is the whole vocabulary: mark the terms it lacks as no longer used.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Report, write nothing.")

    def handle(self, **options: Any) -> None:
        """Load and report; a refused file ends with its reason."""
        try:
            report = load_vocabulary(
                scheme=options["scheme"],
                file=options["file"],
                language=options["language"],
                complete=options["complete"],
                dry_run=options["dry_run"],
            )
        except VocabularyFileError as error:
            raise CommandError(str(error)) from error
        for warning in report.warnings:
            self.stderr.write(f"Warning: {warning}")
        self.stdout.write(self.summary(report, dry_run=options["dry_run"]))

    def summary(self, report: LoadReport, *, dry_run: bool) -> str:
        """Return one line of counts."""
        counts = (
            f"{report.scheme}: {report.read} terms read, {report.created} created, "
            f"{report.updated} updated, {report.renamed} renamed, "
            f"{report.deprecated} marked as no longer used, {report.unchanged} unchanged"
        )
        return f"{counts} (dry run: nothing was written)" if dry_run else counts
