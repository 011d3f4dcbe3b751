"""Celery with a real Redis, a real worker and a real beat."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from celery import Celery
from django.conf import settings as django_settings
from django.db import connection

from records.models import Record
from tests.factories.records import make_record

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

WAIT = 60.0
# Redis has sixteen; the first two are for others.
DATABASES = 14
Start = Callable[..., subprocess.Popen[bytes]]


def url_of_test_database() -> str:
    """Return the URL of the database of this test process."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    login = f"{quote(values['USER'])}:{quote(values['PASSWORD'])}"
    return f"postgres://{login}@{values['HOST']}:{values['PORT'] or 5432}/{values['NAME']}"


def wait_until(condition: Callable[[], bool]) -> None:
    """Return when the condition holds; fail after a minute."""
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, "It did not happen within a minute."
        time.sleep(0.1)


def lines_of(path: Path) -> list[str]:
    """Return the lines of a file that may not be there yet."""
    return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def broker() -> Iterator[str]:
    """Return the URL of an empty Redis database that no other test process uses."""
    base, _, number = os.environ["CHM_TEST_REDIS_URL"].rpartition("/")
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = f"{base}/{int(number) + process % DATABASES}"
    client = redis.Redis.from_url(url)
    client.flushdb()
    yield url
    client.flushdb()
    client.close()


@pytest.fixture
def environment(broker: str) -> dict[str, str]:
    """Return the environment of a web process, worker or beat of this test."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": url_of_test_database(),
        "CELERY_BROKER_URL": broker,
        "CHM_TASK_VISIBILITY_SECONDS": "3",
        "PYTHONPATH": str(django_settings.BASE_DIR),
    }


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Start `celery …` in a process group of its own; all end with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start_celery(*arguments: str) -> subprocess.Popen[bytes]:
        with (tmp_path / f"{arguments[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", *arguments],
                cwd=tmp_path,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        running.append(process)
        return process

    yield start_celery
    for process in running:
        kill(process)
    connection.close()


def start_worker(start: Start) -> subprocess.Popen[bytes]:
    """Start a worker with one process that knows the tasks of the tests."""
    return start("worker", "--concurrency=1", "--include=tests.config.worker_tasks")


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill -9 the whole group: the worker and its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_killing_the_worker_in_the_middle_of_a_task_loses_nothing(broker, start, tmp_path):
    interrupted, waiting = uuid.uuid4(), uuid.uuid4()
    app = Celery(broker=broker)
    app.send_task("tests.write_record", args=[str(interrupted), str(tmp_path), 60])
    app.send_task("tests.write_record", args=[str(waiting), str(tmp_path), 0])
    worker = start_worker(start)
    wait_until(lambda: bool(lines_of(tmp_path / f"{interrupted}.attempts")))

    kill(worker)
    assert not Record.objects.filter(uid=interrupted).exists()
    start_worker(start)

    wait_until(lambda: Record.objects.filter(uid__in=[interrupted, waiting]).count() == 2)
    assert len(lines_of(tmp_path / f"{interrupted}.attempts")) == 2
    assert len(lines_of(tmp_path / f"{waiting}.attempts")) == 1
    wait_until(lambda: not Record.objects.filter(seq__isnull=True).exists())


def test_only_committed_work_is_queued(environment, start, tmp_path):
    start_worker(start)
    notes = tmp_path / "notes"

    subprocess.run(
        [sys.executable, "-m", "tests.config.producer", str(notes)],
        cwd=django_settings.BASE_DIR,
        env=environment,
        check=True,
    )

    wait_until(lambda: bool(lines_of(notes)))
    wait_until(lambda: Record.objects.filter(seq__isnull=False).exists())
    assert lines_of(notes) == ["committed"]
    assert [record.titles for record in Record.objects.all()] == [{"en": "committed"}]


def test_work_goes_on_when_the_broker_is_down(environment, tmp_path):
    environment["CELERY_BROKER_URL"] = "redis://127.0.0.1:1/0"

    subprocess.run(
        [sys.executable, "-m", "tests.config.producer", str(tmp_path / "notes")],
        cwd=django_settings.BASE_DIR,
        env=environment,
        check=True,
        timeout=30,
    )

    assert [record.titles for record in Record.objects.all()] == [{"en": "committed"}]


def test_beat_starts_the_jobs_of_the_schedule(start):
    record = make_record()
    Record.objects.filter(pk=record.pk).update(seq=None)

    start_worker(start)
    start("beat", "--schedule=beat-schedule")

    wait_until(lambda: Record.objects.filter(pk=record.pk, seq__isnull=False).exists())
