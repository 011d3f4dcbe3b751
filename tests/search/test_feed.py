"""The index follows the change feed."""

import pytest

from records import projection
from records.data import DeletedReason
from search.engines.elasticsearch.client import client
from search.models import Narrowing, SearchIndex
from tests.factories.records import make_record
from tests.search.elasticsearch import *  # noqa: F403  (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def stored(alias, record):
    return client().get(index=alias, id=str(record.pk))


def test_what_is_written_reaches_the_index(live_index, follow):
    record = make_record()
    assert follow() == 1

    found = stored(live_index, record)

    record.refresh_from_db()
    assert found["_version"] == record.seq
    assert not found["_source"]["dead"]
    assert SearchIndex.objects.get().position == record.seq


def test_what_is_deleted_stays_as_a_dead_document_without_text(live_index, follow):
    record = make_record()
    follow()
    projection.bury(record.uid, reason=DeletedReason.DELETED)
    assert Narrowing.objects.count() == 1
    follow()

    source = stored(live_index, record)["_source"]

    assert source["dead"]
    assert "titles" not in source
    assert not Narrowing.objects.exists()
