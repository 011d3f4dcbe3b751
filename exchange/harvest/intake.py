"""Items of one file go into the database: new, changed, the same, deleted or refused."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from exchange.harvest.items import Item, Reading
from exchange.harvest.models import HarvestedItem, ItemStatus, Source
from exchange.harvest.projectors import PROJECTOR, project
from exchange.harvest.report import ImportReport, Problem
from records import projection
from records.data import DeletedReason

# What one record may break on without harming the others.
RECORD_ERRORS = (DataError, IntegrityError, LookupError, TypeError, ValueError)
CLOCK_SKEW = timedelta(days=1)

Pair = tuple[Reading, HarvestedItem]


class Intake:
    """Takes the readings of one file in batches and counts them in the report."""

    def __init__(self, *, source: Source, report: ImportReport, dry_run: bool) -> None:
        self.source = source
        self._report = report
        self._dry_run = dry_run
        self._now = timezone.now()
        self._seen: dict[str, tuple[int, str]] = {}
        self._problems: list[Problem] = []

    def take(self, readings: Sequence[Reading]) -> list[Problem]:
        """Store a batch; returns what was wrong with it. Call in a transaction."""
        self._problems = []
        items = [
            (reading, reading.item)
            for reading in readings
            if reading.item and self._is_first(reading, reading.item)
        ]
        for reading in readings:
            if not reading.item:
                self._refuse(reading, reading.reason)
        stored = self._stored([item.source_id for _reading, item in items])
        wanted: list[Pair] = []
        same: list[int] = []
        for reading, item in items:
            row = stored.get(item.source_id)
            if row is not None and self._keeps(row, item, reading):
                same.append(row.pk)
            else:
                wanted.append((reading, self._filled(row, item)))
        self._report.same += len(same)
        if not self._dry_run:
            HarvestedItem.objects.filter(pk__in=same).update(last_seen=self._now)
        self._do(wanted, self._check if self._dry_run else self._save)
        return self._problems

    def _is_first(self, reading: Reading, item: Item) -> bool:
        """Whether the file has not brought this identifier yet: the first one counts."""
        number, content_hash = self._seen.get(item.source_id, (0, ""))
        if not number:
            self._seen[item.source_id] = (reading.place.record, item.content_hash)
            return True
        if content_hash == item.content_hash:
            self._note(
                reading,
                gettext("“%(id)s” is in the file twice. See record %(number)d.")
                % {"id": item.source_id, "number": number},
            )
            self._report.same += 1
        else:
            self._refuse(
                reading,
                gettext(
                    "“%(id)s” is in the file twice with different content. Record %(number)d "
                    "was taken."
                )
                % {"id": item.source_id, "number": number},
            )
        return False

    def _stored(self, source_ids: list[str]) -> dict[str, HarvestedItem]:
        if self.source._state.adding:
            return {}
        rows = HarvestedItem.objects.filter(source=self.source, remote_id__in=source_ids)
        return {row.remote_id: row for row in rows.defer("raw", "payload")}

    def _keeps(self, row: HarvestedItem, item: Item, reading: Reading) -> bool:
        """Whether what is stored is at least as good: equal, newer, or richer (decision 0072)."""
        if row.content_hash == item.content_hash:
            return True
        updated = self._believable(item)
        stored: datetime | None = row.updated
        if updated is None or stored is None or updated > stored:
            return False
        if updated < stored:
            self._note(
                reading,
                gettext("“%(id)s” is older here than what is stored already.")
                % {"id": item.source_id},
            )
            return True
        return item.rank < row.rank

    def _believable(self, item: Item) -> datetime | None:
        """The source's stamp, unless it is in the future: that would hide later changes."""
        if item.updated and item.updated <= self._now + CLOCK_SKEW:
            return item.updated
        return None

    def _filled(self, row: HarvestedItem | None, item: Item) -> HarvestedItem:
        row = row or HarvestedItem(
            source=self.source, remote_id=item.source_id, first_seen=self._now
        )
        row.source = self.source
        row.status = ItemStatus.DELETED if item.deleted else ItemStatus.LIVE
        row.raw, row.payload = item.raw, item.payload
        row.content_hash, row.rank = item.content_hash, item.rank
        row.updated = self._believable(item)
        row.fetched_at = row.last_seen = self._now
        row.problems = list(item.notes)
        return row

    def _do(self, pairs: Sequence[Pair], act: Callable[[Sequence[Pair]], None]) -> None:
        """Deal with all at once; when one breaks, with each one on its own."""
        try:
            act(pairs)
        except RECORD_ERRORS as error:
            if len(pairs) == 1:
                self._refuse(pairs[0][0], _reason(error))
                return
            for pair in pairs:
                self._do([pair], act)
            return
        for reading, row in pairs:
            self._count(reading, row)

    def _check(self, pairs: Sequence[Pair]) -> None:
        """Do everything but store."""
        project(
            [
                (row, reading.item)
                for reading, row in pairs
                if reading.item and not reading.item.deleted
            ]
        )

    def _save(self, pairs: Sequence[Pair]) -> None:
        with transaction.atomic():
            for _reading, row in pairs:
                row.save()
            uids = [row.uid for _reading, row in pairs]
            projection.refresh_uids(PROJECTOR, uids, reason=DeletedReason.DELETED)

    def _count(self, reading: Reading, row: HarvestedItem) -> None:
        if row.status == ItemStatus.DELETED:
            self._report.deleted += 1
        elif row.first_seen == self._now:
            self._report.new += 1
        else:
            self._report.changed += 1
        for note in row.problems:
            self._note(reading, note)

    def _refuse(self, reading: Reading, reason: str) -> None:
        self._report.refused += 1
        self._problems.append(Problem(reading.place, reason))

    def _note(self, reading: Reading, reason: str) -> None:
        self._problems.append(Problem(reading.place, reason, is_note=True))


def _reason(error: Exception) -> str:
    return gettext("The record cannot be stored. (%(error)s)") % {"error": str(error)[:300]}
