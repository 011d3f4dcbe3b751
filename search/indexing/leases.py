"""One worker at a time for each index; a worker that dies is succeeded within seconds."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from records.models import JobLease

SECONDS = 20


class LostLeaseError(Exception):
    """Somebody else has taken over meanwhile: this worker was silent for too long."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write to an index, until it ends or is given back."""

    name: str
    token: uuid.UUID

    def extend(self) -> None:
        """Keep it for another while; raises `LostLeaseError`."""
        mine = JobLease.objects.filter(name=self.name, holder=self.token)
        if not mine.update(held_until=_end()):
            raise LostLeaseError(self.name)

    def confirm(self) -> None:
        """Raise `LostLeaseError` unless it is held until this transaction ends."""
        mine = JobLease.objects.select_for_update().filter(name=self.name, holder=self.token)
        if not mine.exists():
            raise LostLeaseError(self.name)


@contextmanager
def lease(index: str) -> Iterator[Lease | None]:
    """Hold the lease of an index; None when somebody else does."""
    held = Lease(name_of(index), uuid.uuid4())
    JobLease.objects.get_or_create(name=held.name)
    now = timezone.now()
    free = Q(held_until__isnull=True) | Q(held_until__lte=now)
    taken = JobLease.objects.filter(free, name=held.name).update(
        holder=held.token, held_until=_end(), started=now
    )
    if not taken:
        yield None
        return
    try:
        yield held
    finally:
        JobLease.objects.filter(name=held.name, holder=held.token).update(
            holder=None, held_until=None, finished=timezone.now()
        )


def name_of(index: str) -> str:
    """Return the name of the lease of an index."""
    return f"search-index:{index}"


def _end() -> datetime:
    return timezone.now() + timedelta(seconds=SECONDS)
