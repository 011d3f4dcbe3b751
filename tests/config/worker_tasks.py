"""Tasks that the worker of test_celery.py loads (`celery worker --include`)."""

import time
from pathlib import Path
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django_tasks import task

from records import projection
from tests.factories.records import record_data


@shared_task(name="tests.write_record")
def write_record(uid: str, folder: str, seconds: float) -> None:
    """Write a record; the first attempt takes `seconds` before it commits."""
    attempts = Path(folder) / f"{uid}.attempts"
    is_first = not attempts.exists()
    with attempts.open("a") as lines:
        lines.write("attempt\n")
    with transaction.atomic():
        projection.write(record_data(uid=UUID(uid)))
        if is_first:
            time.sleep(seconds)


@task()
def note(path: str, line: str) -> None:
    """Append a line to a file: stands for Wagtail's background tasks."""
    with Path(path).open("a") as lines:
        lines.write(f"{line}\n")
