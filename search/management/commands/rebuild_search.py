"""Index every record again: repeatable, and resumable after a stop."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError

from records.models import Record
from records.sequencer import number_changes
from search.engines.embedded import writing
from search.indexing import rebuild
from search.indexing.gate import GateError
from search.indexing.leases import LostLeaseError
from search.indexing.sending import IndexingBlockedError

ENGINES = ("elasticsearch", "embedded")
BAR = 30


class Command(BaseCommand):
    """`rebuild_search`: the site keeps searching meanwhile."""

    help = (
        "Index every record again. A run that was stopped goes on where it was. Without "
        "--engine every engine that this site uses is rebuilt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--engine", choices=ENGINES)
        parser.add_argument("--restart", action="store_true", help="begin anew instead of going on")
        parser.add_argument(
            "--rollback",
            action="store_true",
            help="search the index before the last rebuild again (Elasticsearch, for a day)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and report progress."""
        del args
        try:
            if options["rollback"]:
                self.stdout.write(f"Searches ask {rebuild.roll_back()} again.")
                return
            number_changes()
            for engine in [options["engine"]] if options["engine"] else _engines_in_use():
                self._rebuild(engine, restart=options["restart"], show=options["verbosity"] > 0)
        except GateError as error:
            problems = "\n".join(f"- {problem}" for problem in error.problems)
            message = f"The new index is not swapped in:\n{problems}\nTry again with --restart."
            raise CommandError(message) from error
        except LostLeaseError as error:
            message = "Another worker has taken the new index over. The same command goes on."
            raise CommandError(message) from error
        except rebuild.RebuildError as error:
            raise CommandError(str(error)) from error
        except (IndexingBlockedError, ApiError, TransportError) as error:
            message = f"Elasticsearch takes nothing: {error}. The same command goes on later."
            raise CommandError(message) from error

    def _rebuild(self, engine: str, *, restart: bool, show: bool) -> None:
        if engine == "elasticsearch" and not settings.ELASTICSEARCH_URL:
            raise CommandError("Set ELASTICSEARCH_URL to the nodes of the cluster first.")
        started = time.monotonic()
        total = Record.objects.count()
        done = 0
        for step in _steps(engine, restart=restart):
            done += step
            if show:
                self._show(engine, done, total, done / (time.monotonic() - started))
        if show and self.stderr.isatty():
            self.stderr.write("")
        taken = time.monotonic() - started
        self.stdout.write(f"Indexed {done} records in {taken:.1f} s ({engine}).")

    def _show(self, engine: str, done: int, total: int, rate: float) -> None:
        """Draw a bar on a terminal, else write a line."""
        line = f"{engine}: {done} of {total} records, {rate:.0f} a second"
        if self.stderr.isatty():
            filled = BAR * min(done, total) // max(total, 1)
            bar = "#" * filled + "." * (BAR - filled)
            self.stderr.write(f"\r[{bar}] {line}", ending="")
        else:
            self.stdout.write(line)


def _engines_in_use() -> list[str]:
    in_use = {
        "embedded": settings.CHM_SEARCH_EMBEDDED,
        "elasticsearch": bool(settings.ELASTICSEARCH_URL),
    }
    return [engine for engine, is_used in in_use.items() if is_used]


def _steps(engine: str, *, restart: bool) -> Iterator[int]:
    if engine == "embedded":
        return writing.rebuild(restart=restart)
    return rebuild.rebuild(restart=restart)
