"""Index every record again: repeatable, and resumable after a stop."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from records.models import Record
from search.engines.current import current_engine


class Command(BaseCommand):
    """`rebuild_search`: the site keeps searching meanwhile."""

    help = "Index every record again. A run that was stopped goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--restart", action="store_true", help="begin anew instead of going on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and report progress."""
        del args
        started = time.monotonic()
        total = Record.objects.count()
        done = 0
        for step in current_engine().rebuild(restart=options["restart"]):
            done += step
            if options["verbosity"]:
                self.stdout.write(f"{done} of {total} records")
        self.stdout.write(f"Indexed {done} records in {time.monotonic() - started:.1f} s.")
