"""What every engine promises of scans, and of asking for what is new."""

import uuid
from datetime import UTC, date, datetime

import pytest

from records import projection
from records.audiences import Viewer
from records.data import PartialDate, Period
from records.models import Record
from records.sequencer import number_changes
from search.engines.base import SCAN_BATCH, Engine, SearchRequest, Sort
from search.query import parse
from tests.factories.records import make_record
from tests.factories.search import KeyHolder
from tests.search.conformance import uids


def scanned(engine: Engine, text: str = "", **options) -> list[uuid.UUID]:
    options.setdefault("viewer", Viewer.anonymous())
    options.setdefault("language", "en")
    return [record.uid for record in engine.scan(SearchRequest(query=parse(text), **options))]


@pytest.mark.parametrize("sort", list(Sort))
def test_a_scan_yields_what_the_pages_list_in_their_order(search, engine, sort):
    for number in range(7):
        make_record(
            kind="news" if number % 3 else "event",
            titles={"en": f"Mangroves {'of mangroves ' * number}{7 - number}"},
            issued=PartialDate(date(2000 + number * 5 % 7, 1, 1)),
            period=Period(start=datetime(2030, 1 + number * 3 % 7, 1, tzinfo=UTC)),
        )
    options = {"sort": sort, "filters": {"kind": ("news",)}}

    listed = uids(search("mangroves", size=25, **options))

    assert len(listed) == 4
    assert scanned(engine, "mangroves", **options) == listed


def test_a_scan_goes_on_beyond_one_batch(engine):
    made = [make_record(titles={"en": f"Reef {number:02}"}).uid for number in range(SCAN_BATCH + 3)]

    found = scanned(engine, "reef", sort=Sort.TITLE)

    assert sorted(found) == sorted(made)
    assert len(set(found)) == len(made)


def test_a_scan_relaxes_spelling_as_the_pages_do(engine):
    record = make_record(titles={"en": "Mangroves of the islands"})

    assert scanned(engine, "mangrovse") == [record.uid]


def test_a_scan_checks_each_batch_again(engine):
    for number in range(SCAN_BATCH):
        make_record(titles={"en": f"Reef {number}"}, issued=PartialDate(date(2024, 1, 1)))
    last = make_record(titles={"en": "Reef"}, issued=PartialDate(date(2001, 1, 1)))
    going = engine.scan(
        SearchRequest(
            query=parse("reef"), viewer=Viewer.anonymous(), language="en", sort=Sort.NEWEST
        )
    )
    first = next(going)
    projection.set_gates([last.uid], restriction_gate="search-test:2")

    assert last.uid not in {first.uid, *(record.uid for record in going)}


def test_a_scan_ends_for_somebody_whose_keys_are_gone(engine):
    class Losing(KeyHolder):
        def renewed(self) -> Viewer:
            return Viewer.anonymous()

    make_record(titles={"en": "Reef"}, container_gate="search-test:1")

    assert scanned(engine, "reef", viewer=KeyHolder(["search-test:1"])) != []
    assert scanned(engine, "reef", viewer=Losing(["search-test:1"])) == []


@pytest.mark.parametrize("text", ["reef", "", "-sand"])
def test_only_what_changed_after_a_number_can_be_asked_for(search, engine, text):
    old = make_record(titles={"en": "Old reef"}, kind="news")
    number_changes()
    position = Record.objects.get(pk=old.pk).seq
    new = make_record(titles={"en": "New reef"}, kind="news")
    make_record(titles={"en": "Hidden reef"}, container_gate="search-test:1")
    number_changes()

    response = search(text, changed_after=position, filters={"kind": ("news",)})

    assert (uids(response), response.total) == ([new.uid], 1)
    assert scanned(engine, text, changed_after=position) == [new.uid]


def test_an_edited_record_has_changed(engine):
    record = make_record(titles={"en": "Reef"})
    number_changes()
    position = Record.objects.get(pk=record.pk).seq
    make_record(uid=record.uid, titles={"en": "Reef, revised"})
    number_changes()

    assert scanned(engine, "reef", changed_after=position) == [record.uid]


def test_nothing_new_is_no_reason_to_relax_spelling(search, engine):
    record = make_record(titles={"en": "Mangrove"})
    number_changes()
    position = Record.objects.get(pk=record.pk).seq
    make_record(titles={"en": "Mangrovia"})
    number_changes()

    assert scanned(engine, "mangrovie", changed_after=position) == []
    assert search("mangrovie", changed_after=position).total == 0
