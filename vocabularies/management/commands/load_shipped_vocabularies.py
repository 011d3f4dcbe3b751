"""Load the vocabularies that come with the site; a second run changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from vocabularies.actions import load_shipped_vocabularies


class Command(BaseCommand):
    """Countries, regions, targets, goals, subjects, ecosystems and types."""

    help = "Load the vocabularies that come with the site. A second run changes nothing."

    def handle(self, **options: Any) -> None:
        """Load and report one line each."""
        for report in load_shipped_vocabularies():
            if options["verbosity"]:
                self.stdout.write(
                    f"{report.scheme}: {report.read} terms, {report.created} created, "
                    f"{report.updated} updated"
                )
