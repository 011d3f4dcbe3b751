"""Bring every record up to date with its producer: repeatable and resumable.

Each chunk is one transaction that also stores how far the run has come. A run that was
stopped, however, goes on behind its last committed chunk; a finished one begins anew.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from records import projection
from records.data import DeletedReason
from records.models import RebuildRun, Record
from records.registry import Projector, projectors

CHUNK = 200
Progress = Callable[[str, int], None]


def rebuild(*, restart: bool = False, progress: Progress | None = None) -> dict[str, int]:
    """Project everything again; returns {"written", "same", "buried"} of the whole run.

    `progress` is called with the projector's name and the number of things dealt with.
    """
    run = _current_run(restart=restart)
    for projector in projectors():
        if run.projector and projector.name < run.projector:
            continue
        if projector.name != run.projector:
            run.projector, run.after = projector.name, None
        _rebuild_projector(run, projector, progress)
    _bury_orphans(run)
    run.finished = timezone.now()
    run.save()
    return {key: run.counts.get(key, 0) for key in ("written", "same", "buried")}


def _current_run(*, restart: bool) -> RebuildRun:
    unfinished = RebuildRun.objects.filter(finished__isnull=True).order_by("-pk").first()
    if unfinished and not restart:
        return unfinished
    RebuildRun.objects.filter(finished__isnull=True).delete()
    return RebuildRun.objects.create()


def _rebuild_projector(run: RebuildRun, projector: Projector, progress: Progress | None) -> None:
    for chunk in _chunks(projector, run.after):
        with transaction.atomic():
            _count(run, projection.refresh_uids(projector, chunk))
            run.after = chunk[-1]
            run.save()
        if progress:
            progress(projector.name, len(chunk))


def _chunks(projector: Projector, after: UUID | None) -> Iterator[list[UUID]]:
    while chunk := list(islice(projector.uids(after), CHUNK)):
        yield chunk
        after = chunk[-1]


def _bury_orphans(run: RebuildRun) -> None:
    """Bury live records that no producer knows: their deletion was missed."""
    last = 0
    known = [projector.build for projector in projectors()]
    while rows := list(
        Record.objects.live().filter(pk__gt=last).order_by("pk").values_list("pk", "uid")[:CHUNK]
    ):
        last = rows[-1][0]
        uids = [uid for _pk, uid in rows]
        found = {uid for build in known for uid in build(uids)}
        with transaction.atomic():
            orphans = [uid for uid in uids if uid not in found]
            _count(run, {"buried": projection.bury(*orphans, reason=DeletedReason.DELETED)})
            run.save()


def _count(run: RebuildRun, counts: dict[str, int]) -> None:
    run.counts = dict(Counter(run.counts) + Counter(counts))
