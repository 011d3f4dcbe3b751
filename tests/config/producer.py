"""What a web process does when it queues work, run as a process of its own."""

import sys
from contextlib import suppress

import django
from django.db import transaction

django.setup()

from records import projection  # noqa: E402
from tests.config.worker_tasks import note  # noqa: E402
from tests.factories.records import record_data  # noqa: E402


class RolledBackError(Exception):
    """Ends the transaction that must leave nothing behind."""


def work(path: str, line: str) -> None:
    """Change something and queue what follows."""
    note.enqueue(path, line)
    projection.write(record_data(titles={"en": line}))


def main(path: str) -> None:
    """Work in a transaction that is rolled back, then in one that commits."""
    with suppress(RolledBackError), transaction.atomic():
        work(path, "rolled back")
        raise RolledBackError
    with transaction.atomic():
        work(path, "committed")


if __name__ == "__main__":
    main(sys.argv[1])
