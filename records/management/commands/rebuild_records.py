"""Project every thing again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from records.rebuild import rebuild
from records.sequencer import number_changes


class Command(BaseCommand):
    """`rebuild_records`: safe to repeat, goes on where it was stopped."""

    help = "Bring every record up to date with its page, file or harvested item."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--restart`."""
        parser.add_argument(
            "--restart", action="store_true", help="Forget how far a stopped run had come."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, number the changes and say what was done."""
        done = 0

        def show(name: str, count: int) -> None:
            nonlocal done
            done += count
            self.stderr.write(f"{name}: {done}", ending="\r")

        counts = rebuild(restart=options["restart"], progress=show)
        number_changes()
        self.stdout.write(
            f"{counts['written']} written, {counts['same']} unchanged, {counts['buried']} buried."
        )
