"""After a backup was restored: forget again who had left since."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.erasure import log_path, replay_erasures


class Command(BaseCommand):
    """`replay_erasures [FILE]`: repeatable; whoever is erased already is left alone."""

    help = "Erase the accounts that the erasure log names and a restored backup brought back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("log", nargs="?", type=Path, help="the log, if it is not the site's")

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay and report."""
        del args
        log = options["log"] or log_path()
        try:
            again = replay_erasures(log)
        except FileNotFoundError:
            raise CommandError(f"{log} does not exist. Name the erasure log.") from None
        self.stdout.write(f"Erased {again} accounts again.")
