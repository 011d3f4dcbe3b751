"""A new index beside the one that is searched: filled, proven, swapped in, taken back."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from records import projection
from records.audiences import Viewer
from records.data import DeletedReason
from records.models import Record
from records.sequencer import number_changes
from search.actions import search
from search.engines.elasticsearch import mapping
from search.engines.elasticsearch.client import client
from search.indexing import feed, filling, indexes, jobs, rebuild, sending, upkeep
from search.indexing.gate import GateError
from search.models import FailedDocument, IndexState, Narrowing, SearchIndex
from tests.factories.records import make_record
from tests.factories.search import KeyHolder
from tests.search.elasticsearch import *  # noqa: F403  (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]
PUBLIC = Viewer.anonymous()


def total(text="mangroves", viewer=PUBLIC):
    response = search(viewer=viewer, text=text, language="en")
    assert response.notice == ""
    return response.total


def build():
    number_changes()
    return sum(rebuild.rebuild())


def states():
    return sorted(SearchIndex.objects.values_list("state", flat=True))


def remove(index, record):
    """Remove a document as if it had never been there."""
    record.refresh_from_db()
    client().delete(
        index=index.name, id=str(record.pk), version=record.seq, version_type="external_gte"
    )


def test_a_rebuild_finds_what_was_written_before(own_alias):
    make_record()
    make_record(container_gate="search-test:1")
    gone = make_record()
    number_changes()
    projection.bury(gone.uid, reason=DeletedReason.DELETED)

    assert build() == 3

    assert total() == 1
    assert total(viewer=KeyHolder(["search-test:1"])) == 2
    assert states() == [IndexState.LIVE]


def test_the_one_before_is_kept_and_follows(live_index, follow):
    build()
    make_record()
    follow()

    assert states() == [IndexState.LIVE, IndexState.OLD]
    assert len(set(SearchIndex.objects.values_list("position", flat=True))) == 1


def test_going_back_is_a_swap_that_loses_nothing(live_index, follow):
    record = make_record(titles={"en": "Mangroves"})
    first = SearchIndex.objects.get().name
    build()
    projection.set_gates([record.uid], restriction_gate="search-test:2")
    make_record()
    number_changes()

    call_command("rebuild_search", "--rollback")

    assert indexes.searched_index(client()) == first
    assert SearchIndex.objects.get(state=IndexState.LIVE).name == first
    assert total() == 1
    assert not Narrowing.objects.exists()


def test_without_an_older_index_nothing_is_rolled_back(live_index):
    with pytest.raises(CommandError, match="no older index"):
        call_command("rebuild_search", "--rollback")


def test_an_old_index_goes_after_a_day(live_index):
    first = SearchIndex.objects.get()
    build()
    jobs.tidy_indexes()
    assert SearchIndex.objects.count() == 2
    SearchIndex.objects.filter(pk=first.pk).update(switched=timezone.now() - rebuild.KEPT * 2)

    jobs.tidy_indexes()

    assert SearchIndex.objects.count() == 1
    assert not client().indices.exists(index=first.name)


def test_a_stopped_rebuild_goes_on(own_alias, monkeypatch):
    monkeypatch.setattr(filling, "CHUNK", 2)
    for _ in range(7):
        make_record()
    number_changes()
    steps = rebuild.rebuild()
    assert next(steps) == 2
    steps.close()
    half = SearchIndex.objects.get()
    assert half.filled_after

    assert sum(rebuild.rebuild()) == 5
    assert SearchIndex.objects.get().name == half.name
    assert total() == 7


def test_restarting_begins_anew(own_alias):
    make_record()
    number_changes()
    index = indexes.create(client())

    assert sum(rebuild.rebuild(restart=True)) == 1
    assert SearchIndex.objects.get().name != index.name
    assert not client().indices.exists(index=index.name)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        ({"container_gate": "public"}, "gates"),
        ({"facets": {"kind": ["news"]}}, "by kind"),
        ({"titles": {"en": ["Something else"]}}, "sampled"),
    ],
)
def test_the_gate_refuses_an_index_that_is_not_right(live_index, spoil, problem):
    record = make_record(container_gate="search-test:1")
    number_changes()
    before = indexes.searched_index(client())
    steps = rebuild.rebuild()
    assert next(steps) == 1
    building = SearchIndex.objects.get(state=IndexState.BUILDING)
    source = client().get(index=building.name, id=str(record.pk))["_source"]
    record.refresh_from_db()
    client().index(
        index=building.name,
        id=str(record.pk),
        document=source | spoil,
        version=record.seq,
        version_type="external_gte",
    )

    with pytest.raises(GateError, match=problem):
        list(steps)

    assert indexes.searched_index(client()) == before


def test_the_gate_misses_what_is_missing_and_what_is_alive(live_index):
    record, gone = make_record(), make_record()
    number_changes()
    steps = rebuild.rebuild()
    assert next(steps) == 2
    building = SearchIndex.objects.get(state=IndexState.BUILDING)
    remove(building, record)
    Record.objects.filter(pk=gone.pk).update(deleted_at=timezone.now(), titles={})

    with pytest.raises(CommandError, match=r"missing|alive"):
        call_command("rebuild_search", "--engine", "elasticsearch")


def test_a_new_schema_asks_for_a_rebuild_that_brings_it(live_index):
    make_record()
    number_changes()
    SearchIndex.objects.update(schema="of-another-version")

    call_command("rebuild_search", "--engine", "elasticsearch")

    assert total() == 1
    assert SearchIndex.objects.get(state=IndexState.LIVE).schema == mapping.SCHEMA


def test_a_swap_whose_process_died_is_noticed(live_index, monkeypatch):
    make_record()

    def die(index):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(indexes, "adopt", die)
        with pytest.raises(KeyboardInterrupt):
            build()
    assert states() == [IndexState.BUILDING, IndexState.LIVE]

    feed.follow()

    assert states() == [IndexState.LIVE, IndexState.OLD]
    live = SearchIndex.objects.get(state=IndexState.LIVE)
    assert live.name == indexes.searched_index(client())


def test_a_night_mends_what_differs(live_index, follow):
    kept, _same, gone = make_record(), make_record(), make_record()
    follow()
    index = SearchIndex.objects.get()
    remove(index, kept)
    client().index(
        index=index.name,
        id="999999",
        document={"record": 999999, "dead": False, "container_gate": "public"},
        version=1,
        version_type="external_gte",
    )
    Record.objects.filter(pk=gone.pk).update(deleted_at=timezone.now(), titles={})
    client().indices.refresh(index=index.name)

    found = upkeep.reconcile(index, feed.writing_client())

    assert found == {"missing": 1, "alive": 2}
    assert upkeep.reconcile(index, feed.writing_client()) == {}
    assert total() == 2


def test_dead_documents_go_after_a_day(live_index, follow):
    record = make_record()
    follow()
    projection.bury(record.uid, reason=DeletedReason.DELETED)
    follow()
    index = SearchIndex.objects.get()
    assert upkeep.purge_dead(index, client()) == 0
    Record.objects.update(deleted_at=timezone.now() - upkeep.DEAD_ARE_KEPT * 2)

    assert upkeep.purge_dead(index, client()) == 1
    assert not client().exists(index=index.name, id=str(record.pk))


def test_failed_documents_do_not_block_and_can_be_tried_again(live_index, follow, monkeypatch):
    _good, bad = make_record(), make_record(titles={"en": "Mangroves unwanted"})
    _spoil(monkeypatch, bad.pk)

    assert follow() == 2

    assert total() == 1
    failed = FailedDocument.objects.get()
    assert failed.record == bad
    assert "surprise" in failed.error
    assert total("unwanted") == 0
    monkeypatch.undo()
    assert upkeep.retry_failed(SearchIndex.objects.get(), feed.writing_client()) == 1
    assert total() == 2
    assert not FailedDocument.objects.exists()


def _spoil(monkeypatch, number):
    honest = sending.documents.documents

    def documents(records):
        return [
            document | ({"surprise": 1} if document["record"] == number else {})
            for document in honest(records)
        ]

    monkeypatch.setattr(sending.documents, "documents", documents)
