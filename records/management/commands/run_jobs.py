"""The clock where there is no Celery: run the jobs of the schedule."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import close_old_connections

from records import clock

PAUSE = 1.0


class Command(BaseCommand):
    help = "Run the jobs of the schedule whose time has come (docs/operations.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--loop", action="store_true", help="go on until stopped")
        which.add_argument("--once", metavar="NAME", help="run this job now, due or not")

    def handle(self, *args: Any, loop: bool, once: str | None, **options: Any) -> None:
        if once:
            self.run_one(once)
        elif loop:
            self.run_until_stopped()
        else:
            self.run_due()

    def run_one(self, name: str) -> None:
        try:
            ran = clock.run_job(name, even_if_not_due=True)
        except clock.UnknownJobError as error:
            raise CommandError(str(error)) from error
        if not ran:
            raise CommandError(f"{name} is running elsewhere.")

    def run_due(self) -> None:
        for name in clock.due_jobs():
            clock.run_job(name)

    def run_until_stopped(self) -> None:
        """A job that runs is finished first, then SIGTERM or Ctrl-C ends the loop."""
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            self.run_due()
            close_old_connections()
            stopped.wait(PAUSE)
