"""The clock: one schedule, each job at most once at a time."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from config.schedule import SCHEDULE
from records import clock
from records.models import JobLease, Record
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db

RUNS: list[str] = []


def note_run() -> None:
    """Stand for the work of a job."""
    RUNS.append("run")


def break_down() -> None:
    """Fail as a job may."""
    raise ConnectionError("The source does not answer.")


@pytest.fixture(autouse=True)
def _schedule(settings):
    RUNS.clear()
    settings.CHM_SCHEDULE = {
        "note": {"run": "tests.records.test_clock.note_run", "every": 60, "limit": 30},
        "break": {"run": "tests.records.test_clock.break_down", "every": 60, "limit": 30},
    }


def test_a_job_runs_when_it_is_due_and_not_again_before():
    assert clock.run_job("note")
    assert not clock.run_job("note")
    assert RUNS == ["run"]


def test_a_job_is_due_again_after_its_interval(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    clock.run_job("note")

    time_machine.shift(61)

    assert clock.due_jobs() == ["note", "break"]
    assert clock.run_job("note")


def test_a_job_that_another_process_holds_is_left_alone():
    JobLease.objects.create(name="note", held_until=timezone.now() + timedelta(seconds=20))

    assert "note" not in clock.due_jobs()
    assert not clock.run_job("note", even_if_not_due=True)
    assert RUNS == []


def test_a_job_whose_process_died_is_taken_over_when_its_lease_ends():
    JobLease.objects.create(
        name="note",
        held_until=timezone.now() - timedelta(seconds=1),
        started=timezone.now() - timedelta(seconds=90),
    )

    assert clock.run_job("note")


def test_a_job_that_fails_is_written_down_and_the_clock_goes_on(caplog):
    call_command("run_jobs")
    call_command("run_jobs", once="note")

    lease = JobLease.objects.get(name="break")
    assert lease.error == "ConnectionError: The source does not answer."
    assert lease.held_until is None
    assert RUNS == ["run", "run"]
    assert "The job break failed" in caplog.text


def test_an_unknown_job_is_refused_with_the_names_that_exist():
    with pytest.raises(CommandError, match="The schedule has: note, break"):
        call_command("run_jobs", once="nothing")


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_run_a_job_once():
    JobLease.objects.create(name="note")
    start = threading.Barrier(2)
    outcomes: list[bool] = []

    def tick() -> None:
        start.wait()
        outcomes.append(clock.run_job("note"))
        connection.close()

    clocks = [threading.Thread(target=tick) for _ in range(2)]
    for thread in clocks:
        thread.start()
    for thread in clocks:
        thread.join()

    assert sorted(outcomes) == [False, True]
    assert RUNS == ["run"]


def test_every_job_of_the_house_can_run(settings):

    settings.CHM_SCHEDULE = SCHEDULE
    make_record()

    for name in SCHEDULE:
        assert clock.run_job(name)

    assert set(JobLease.objects.values_list("error", flat=True)) == {""}
    assert not Record.objects.filter(seq__isnull=True).exists()
