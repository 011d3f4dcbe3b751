"""Runs the jobs of the clock, each at most once at a time (decision 0003).

Any number of runners may work side by side: beat's workers, `run_jobs` on one machine or
on three. A job belongs to whoever moves its lease row; the row also remembers when the
job last began, so that a restart neither forgets nor repeats it.
"""

import logging
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from records.models import JobLease

logger = logging.getLogger(__name__)


class UnknownJobError(Exception):
    """The schedule has no job of this name."""


def due_jobs() -> list[str]:
    """Name the jobs whose time has come, in the order of the schedule; one query."""
    leases = {lease.name: lease for lease in JobLease.objects.all()}
    now = timezone.now()
    return [
        name
        for name, job in settings.CHM_SCHEDULE.items()
        if name not in leases or _is_due(leases[name], job, now)
    ]


def run_job(name: str, *, even_if_not_due: bool = False) -> bool:
    """Run the job unless somebody else does, or it is not its time; tell whether it ran.

    A job that fails is logged and written down in its lease: the clock goes on.
    """
    job = settings.CHM_SCHEDULE.get(name)
    if job is None:
        known = ", ".join(settings.CHM_SCHEDULE)
        raise UnknownJobError(f"There is no job {name!r}. The schedule has: {known}.")
    token = uuid.uuid4()
    if not _take(name, job, token, even_if_not_due=even_if_not_due):
        return False
    error = ""
    try:
        _call(job)
    except Exception as failure:
        logger.exception("The job %s failed", name)
        error = f"{type(failure).__name__}: {failure}"
    JobLease.objects.filter(name=name, holder=token).update(
        holder=None, held_until=None, finished=timezone.now(), error=error[:2000]
    )
    return True


def _latest_start(job: Mapping[str, Any], now: datetime) -> datetime:
    # A little early counts as in time: a clock that asks every five seconds would
    # else miss every second turn.
    return now - timedelta(seconds=job["every"] * 0.9)


def _is_due(lease: JobLease, job: Mapping[str, Any], now: datetime) -> bool:
    is_free = lease.held_until is None or lease.held_until <= now
    return is_free and (lease.started is None or lease.started <= _latest_start(job, now))


def _take(name: str, job: Mapping[str, Any], token: uuid.UUID, *, even_if_not_due: bool) -> bool:
    """Move the lease row in one statement: of two runners only one can."""
    JobLease.objects.get_or_create(name=name)
    now = timezone.now()
    free = JobLease.objects.filter(Q(held_until__isnull=True) | Q(held_until__lte=now), name=name)
    if not even_if_not_due:
        free = free.filter(Q(started__isnull=True) | Q(started__lte=_latest_start(job, now)))
    held_until = now + timedelta(seconds=job["limit"])
    return bool(free.update(holder=token, held_until=held_until, started=now))


def _call(job: Mapping[str, Any]) -> None:
    if "command" in job:
        call_command(job["command"], verbosity=0, stdout=StringIO())
    else:
        import_string(job["run"])()
