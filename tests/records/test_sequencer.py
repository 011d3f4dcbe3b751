"""Numbers follow the order of commits, whatever the order of writes."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from records import projection, sequencer
from records.audiences import Viewer
from records.data import DeletedReason
from records.models import Record
from search.actions import search
from tests.factories.records import make_record, record_data


@pytest.mark.django_db
def test_committed_changes_get_consecutive_numbers_and_one_stamp():
    first, second = make_record(), make_record()

    assert sequencer.number_changes() == 2

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.seq, second.seq) == (1, 2)
    assert first.datestamp == second.datestamp


@pytest.mark.django_db
def test_a_changed_record_moves_to_the_end_of_the_feed():
    first, second = make_record(), make_record()
    sequencer.number_changes()

    projection.write(record_data(uid=first.uid, titles={"en": "Changed"}))
    sequencer.number_changes()

    feed = Record.objects.changed_after(0)
    assert [(row.uid, row.seq) for row in feed] == [(second.uid, 2), (first.uid, 3)]


@pytest.mark.django_db
def test_the_stamp_never_goes_back_when_the_clock_does():
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        make_record()
        sequencer.number_changes()
    with time_machine.travel(now - timedelta(hours=1), tick=False):
        late = make_record()
        sequencer.number_changes()

    late.refresh_from_db()
    assert late.datestamp == now.replace(microsecond=0)


@pytest.mark.django_db
def test_many_changes_are_numbered_in_batches():
    for _number in range(7):
        make_record()

    assert sequencer.number_changes(batch=3) == 7
    assert list(Record.objects.changed_after(0).values_list("seq", flat=True)) == list(range(1, 8))


@pytest.mark.django_db
def test_a_tombstone_is_in_the_feed():
    record = make_record()
    sequencer.number_changes()

    projection.bury(record.uid, reason=DeletedReason.DELETED)
    sequencer.number_changes()

    [row] = Record.objects.changed_after(1)
    assert row.deleted_reason == "deleted"


def in_thread(work: Callable[[], None]) -> threading.Thread:
    """Run `work` beside the test, with a database connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_slow_writer_cannot_hide_its_change_from_a_reader_that_went_on():
    """A reader that saw a later write before an earlier one committed misses neither."""
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            make_record(titles={"en": "slow"})
            written.set()
            assert may_commit.wait(20)

    slow = in_thread(write_slowly)
    assert written.wait(20)
    make_record(titles={"en": "fast"})
    sequencer.number_changes()
    seen = list(Record.objects.changed_after(0))
    position = seen[-1].seq or 0
    may_commit.set()
    slow.join(20)
    sequencer.number_changes()
    seen += list(Record.objects.changed_after(position))

    assert [row.titles["en"] for row in seen] == ["fast", "slow"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_writer_does_not_wait_for_another_that_brings_the_same_new_words():
    """Neither holds a row of the index's dictionaries that the other needs."""
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            make_record(titles={"eo": "novega koralrifo"}, default_language="eo", countries=("FJ",))
            written.set()
            assert may_commit.wait(20)

    slow = in_thread(write_slowly)
    assert written.wait(20)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    second = make_record(
        titles={"eo": "novega koralrifo"}, default_language="eo", countries=("FJ",)
    )
    may_commit.set()
    slow.join(20)

    found = search(viewer=Viewer.anonymous(), text="koralrifo", language="eo")
    assert found.total == 2
    assert second.uid in {hit.uid for hit in found.hits}
    assert [(value.value, value.count) for value in found.facets["country"].values] == [("FJ", 2)]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_sequencer_waits_for_no_writer():
    record = make_record()
    locked, may_commit = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            projection.write(record_data(uid=record.uid, titles={"en": "held"}))
            locked.set()
            assert may_commit.wait(20)

    holder = in_thread(hold)
    assert locked.wait(20)
    other = make_record()
    numbered = sequencer.number_changes()
    may_commit.set()
    holder.join(20)

    other.refresh_from_db()
    assert other.seq is not None
    assert numbered in (0, 1)
    sequencer.number_changes()
    assert Record.objects.filter(seq__isnull=True).count() == 0


class FeedReader:
    """Follows the change feed and remembers its position and what it saw last."""

    def __init__(self) -> None:
        self.position = 0
        self.titles: dict[UUID, str] = {}

    def read(self) -> None:
        for row in Record.objects.changed_after(self.position):
            assert row.seq is not None
            assert row.seq > self.position
            self.position = row.seq
            self.titles[row.uid] = row.titles["en"]


def write_in_turns(records: list[Record], worker: int) -> None:
    """Change every fourth record fifteen times, in transactions of different lengths.

    Each writer takes its rows in one order, so that none waits in a circle.
    """
    for turn in range(15):
        with transaction.atomic():
            for record in records[worker::4]:
                title = {"en": f"worker {worker} turn {turn}"}
                projection.write(record_data(uid=record.uid, titles=title))
            threading.Event().wait(0.002 * ((worker + turn) % 4))


def number_until(stop: threading.Event) -> None:
    """Run a sequencer without a pause."""
    while not stop.is_set():
        sequencer.number_changes(batch=3)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_no_reader_misses_a_change_among_concurrent_writers_and_sequencers():
    records = [make_record(titles={"en": f"record {number}"}) for number in range(8)]
    stop, reader = threading.Event(), FeedReader()
    sequencers = [in_thread(partial(number_until, stop)) for _ in range(2)]
    writers = [in_thread(partial(write_in_turns, records, worker)) for worker in range(4)]

    while any(writer.is_alive() for writer in writers):
        reader.read()
    stop.set()
    for thread in sequencers:
        thread.join(20)
    sequencer.number_changes()
    reader.read()

    assert reader.titles == {row.uid: row.titles["en"] for row in Record.objects.all()}
    assert not Record.objects.filter(seq__isnull=True).exists()
