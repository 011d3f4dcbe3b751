"""The only writer of records."""

import pytest

from records import projection
from records.data import DeletedReason
from records.models import Record
from tests.factories.records import make_record, record_data

pytestmark = pytest.mark.django_db


def test_writing_an_equal_payload_changes_nothing():
    data = record_data()
    projection.write(data)
    Record.objects.filter(uid=data.uid).update(seq=7)

    assert projection.write(data) == {"written": 0, "same": 1}
    assert Record.objects.get(uid=data.uid).seq == 7


def test_a_changed_payload_waits_for_a_new_number():
    record = make_record(titles={"en": "Old"})
    Record.objects.filter(pk=record.pk).update(seq=7)

    projection.write(record_data(uid=record.uid, titles={"en": "New"}))

    record.refresh_from_db()
    assert record.titles == {"en": "New"}
    assert record.seq is None


def test_burying_leaves_a_tombstone_without_text():
    record = make_record(summaries={"en": "Secret"}, terms=("topics:a",), countries=("FJ",))

    projection.bury(record.uid, reason=DeletedReason.WITHDRAWN)

    record.refresh_from_db()
    assert record.deleted_at is not None
    assert (record.titles, record.summaries, record.terms) == ({}, {}, [])
    assert not record.term_rows.exists()


def test_a_thing_that_comes_back_keeps_its_identifier():
    data = record_data()
    projection.write(data)
    projection.bury(data.uid, reason=DeletedReason.WITHDRAWN)

    projection.write(data)

    assert Record.objects.live().get(uid=data.uid).titles == data.titles
