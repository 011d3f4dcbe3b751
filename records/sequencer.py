"""Numbers committed changes (DESIGN.md 2, decision 0004).

Writers leave `seq` empty. The sequencer runs after the commit and every few seconds: under
a lock it gives the rows it can see the next numbers and one stamp, `max(now, last)`. The
lock is held until its own commit, so numbers become visible in their order, and a reader
that remembers its position misses nothing however slow a writer is. Rows that a writer
holds locked are left for the next run: the sequencer waits for nobody.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists
from django.dispatch import Signal
from django.utils import timezone

from records.models import Record, Sequence

BATCH = 1000

# Sent after the commit of new numbers, with `count`: who follows the feed may go on.
changes_numbered = Signal()

State = tuple[int | None, datetime | None, UUID, str]


def number_changes(*, batch: int = BATCH) -> int:
    """Number all committed rows without a number; returns how many there were."""
    total = 0
    while numbered := _number_batch(batch):
        total += numbered
        if numbered < batch:
            break
    if total:
        changes_numbered.send(sender=Record, count=total)
    return total


def _number_batch(batch: int) -> int:
    if not Record.objects.filter(seq__isnull=True).exists():
        return 0
    with transaction.atomic():
        sequence, _ = Sequence.objects.select_for_update().get_or_create(pk=1)
        waiting = Record.objects.filter(seq__isnull=True).order_by("pk").only("pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        rows = list(waiting[:batch])
        now = timezone.now().replace(microsecond=0)
        stamp = max(now, sequence.last_datestamp or now)
        for row in rows:
            sequence.last_seq += 1
            row.seq = sequence.last_seq
            row.datestamp = stamp
        Record.objects.bulk_update(rows, ["seq", "datestamp"], batch_size=200)
        if rows:
            sequence.last_datestamp = stamp
            sequence.save()
    return len(rows)


def settled_state() -> State | None:
    """Name the state of all committed records with one query; None while any is unnumbered.

    Two equal answers mean that no record changed in between: every change clears its `seq`
    and ends as the last number, with its stamp, identifier and content.
    """
    waiting = Exists(Record.objects.filter(seq__isnull=True))
    last = (
        Record.objects.filter(seq__isnull=False)
        .order_by("-seq")
        .annotate(waiting=waiting)
        .values_list("seq", "datestamp", "uid", "payload_hash", "waiting")
        .first()
    )
    return None if last is None or last[-1] else last[:-1]
