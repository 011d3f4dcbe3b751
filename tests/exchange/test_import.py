"""Importing files: records, the log, repetition and isolation."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.harvest.actions import import_file
from exchange.harvest.report import ImportReport
from exchange.models import HarvestedItem, ImportProblem, ImportRun, ItemStatus, Source
from records import projection
from records.data import DeletedReason, Origin
from records.models import Record
from records.projection import records_changed
from records.rebuild import rebuild
from tests.factories.exchange import (
    crossref_answer,
    csv_table,
    dublin_core,
    oai_answer,
    oai_record,
    row,
    work,
)

pytestmark = pytest.mark.django_db


def import_bytes(content: bytes, **options: Any) -> ImportReport:
    """Import a file with this content."""
    return import_file(actor=None, file=io.BytesIO(content), file_name="file", **options)


def counts(report: ImportReport) -> dict[str, int]:
    """The counts that are not zero."""
    names = ("new", "changed", "same", "deleted", "refused")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def test_a_work_becomes_a_harvested_record_with_its_provenance():
    report = import_bytes(crossref_answer(work()))

    record = Record.objects.get()
    assert counts(report) == {"new": 1}
    assert report.is_clean
    assert record.origin == Origin.HARVESTED
    assert (record.source, record.source_title) == ("crossref", "Crossref")
    assert record.source_id == "10.5555/mangrove.1"
    assert record.source_url == "https://doi.org/10.5555/mangrove.1"
    assert record.source_updated == datetime(2024, 7, 1, 10, tzinfo=UTC)
    assert record.fetched_at is not None
    assert record.titles == {"en": "Mangroves of the outer islands"}
    assert (record.issued.isoformat(), record.issued_precision) == ("2024-06-01", "month")


def test_the_raw_record_is_kept_without_mail_addresses():
    import_bytes(crossref_answer(work(author=[{"name": "Ana, ana@example.org"}])))

    item = HarvestedItem.objects.get()
    assert json.loads(item.raw)["publisher"] == "Invented University Press"
    assert "ana@example.org" not in item.raw
    assert Record.objects.get().agents[0]["name"] == "Ana, [address removed]"


def test_a_second_run_changes_nothing():
    answer = oai_answer(oai_record("oai:x:1"), oai_record("oai:x:2", deleted=True))
    import_bytes(answer)
    Record.objects.update(seq=None)
    before = list(Record.objects.values())

    report = import_bytes(answer)

    assert report.written == 0
    assert counts(report) == {"same": 2}
    assert list(Record.objects.values()) == before


def test_a_changed_record_is_updated_in_place():
    import_bytes(crossref_answer(work()))
    uid = Record.objects.get().uid

    changed = work(title=["Mangroves, revised"], deposited={"date-time": "2024-08-01T00:00:00Z"})
    report = import_bytes(crossref_answer(changed))

    assert counts(report) == {"changed": 1}
    assert Record.objects.get(uid=uid).titles == {"en": "Mangroves, revised"}


def test_an_older_answer_does_not_undo_a_newer_one():
    newer = oai_record(metadata=dublin_core(title="Newer"), datestamp="2025-01-01T00:00:00Z")
    import_bytes(oai_answer(newer))

    report = import_bytes(oai_answer(oai_record(metadata=dublin_core(title="Older"))))

    assert counts(report) == {"same": 1}
    assert "is older here than what is stored already" in report.problems[0].reason
    assert Record.objects.get().titles == {"und": "Newer"}


def test_a_stamp_in_the_future_does_not_hide_later_changes():
    future = oai_record(metadata=dublin_core(title="Poisoned"), datestamp="2099-01-01T00:00:00Z")
    import_bytes(oai_answer(future))

    import_bytes(oai_answer(oai_record(metadata=dublin_core(title="Right"))))

    assert Record.objects.get().titles == {"und": "Right"}


def test_the_richer_format_of_the_same_revision_wins_in_either_order():
    datacite = (
        '<resource xmlns="http://datacite.org/schema/kernel-4"><titles><title>Rich</title>'
        "</titles></resource>"
    )
    rich = oai_answer(oai_record(metadata=datacite))
    simple = oai_answer(oai_record(metadata=dublin_core(title="Simple")))

    assert counts(import_bytes(simple)) == {"new": 1}
    assert counts(import_bytes(rich)) == {"changed": 1}
    assert counts(import_bytes(simple)) == {"same": 1}
    assert counts(import_bytes(rich)) == {"same": 1}
    assert Record.objects.get().titles == {"und": "Rich"}


def test_a_deleted_header_leaves_a_tombstone():
    import_bytes(oai_answer(oai_record()))
    uid = Record.objects.get().uid

    report = import_bytes(oai_answer(oai_record(deleted=True)))

    record = Record.objects.get(uid=uid)
    assert counts(report) == {"deleted": 1}
    assert (record.titles, record.deleted_reason) == ({}, DeletedReason.DELETED)
    assert HarvestedItem.objects.get().status == ItemStatus.DELETED
    assert HarvestedItem.objects.get().raw == ""


def test_a_record_that_comes_back_keeps_its_identifier():
    import_bytes(oai_answer(oai_record()))
    uid = Record.objects.get().uid
    import_bytes(oai_answer(oai_record(deleted=True, datestamp="2025-01-01")))

    import_bytes(oai_answer(oai_record(datestamp="2025-02-01")))

    assert Record.objects.live().get().uid == uid


def test_the_same_identifier_from_two_sources_is_two_records():
    answer = oai_answer(oai_record())

    import_bytes(answer, source_key="one")
    import_bytes(answer, source_key="two", source_title="The second")

    assert set(Record.objects.values_list("source", "source_title")) == {
        ("one", "one"),
        ("two", "The second"),
    }


def test_records_from_the_same_source_are_told_by_the_servers_name():
    report = import_bytes(oai_answer(oai_record()))

    assert report.source == "repository.example.org"


def test_a_record_twice_in_a_file_is_reported_and_the_first_one_counts():
    answer = crossref_answer(work(), work(), work(title=["Another"]))

    report = import_bytes(answer)

    assert counts(report) == {"new": 1, "same": 1, "refused": 1}
    assert [problem.place.record for problem in report.problems] == [2, 3]
    assert Record.objects.get().titles == {"en": "Mangroves of the outer islands"}
    assert import_bytes(answer).written == 0


def test_a_bad_record_is_logged_and_the_others_stay():
    answer = crossref_answer(
        work(DOI="10.5555/1"), "no object", work(DOI="no doi"), {"DOI": "10.5555/4"},
        work(DOI="10.5555/5", title=7, author={"a": 1}), work(DOI="10.5555/6"),
    )  # fmt: skip

    report = import_bytes(answer)

    assert counts(report) == {"new": 2, "refused": 4}
    log = ImportProblem.objects.filter(run_id=report.run_id)
    assert list(log.values_list("record", "reason")) == [
        (2, "This is no object."),
        (3, "The work has no valid DOI."),
        (4, "The work 10.5555/4 has no title."),
        (5, "The work 10.5555/5 has no title."),
    ]
    assert not report.is_clean


def test_a_record_that_cannot_be_stored_does_not_harm_the_others():
    def choke(records: list[Record], **kwargs: Any) -> None:
        if any(record.source_id == "10.5555/2" for record in records):
            raise ValueError("This one cannot be indexed.")

    works = [work(DOI=f"10.5555/{number}") for number in (1, 2, 3)]
    records_changed.connect(choke)
    try:
        report = import_bytes(crossref_answer(*works))
    finally:
        records_changed.disconnect(choke)

    assert counts(report) == {"new": 2, "refused": 1}
    assert str(report.problems[0]) == (
        "record 2: The record cannot be stored. (This one cannot be indexed.)"
    )
    assert HarvestedItem.objects.count() == Record.objects.count() == 2
    assert counts(import_bytes(crossref_answer(*works))) == {"new": 1, "same": 2}


def test_an_import_that_was_killed_goes_on_behind_its_last_batch():
    def kill(records: list[Record], **kwargs: Any) -> None:
        if any(record.source_id == "10.5555/150" for record in records):
            raise KeyboardInterrupt

    whole = crossref_answer(*(work(DOI=f"10.5555/{number}") for number in range(250)))
    records_changed.connect(kill)
    try:
        with pytest.raises(KeyboardInterrupt):
            import_bytes(whole)
    finally:
        records_changed.disconnect(kill)
    run = ImportRun.objects.get()

    report = import_bytes(whole)

    assert (run.new, run.finished) == (100, None)
    assert run.outcome() == "The import broke off. It can be repeated."
    assert counts(report) == {"new": 150, "same": 100}
    assert HarvestedItem.objects.count() == Record.objects.count() == 250


def test_an_import_that_broke_off_goes_on_where_it_stood():
    works = [work(DOI=f"10.5555/{number}") for number in range(250)]
    whole = crossref_answer(*works)
    broken = import_bytes(whole[: len(whole) * 3 // 4])

    report = import_bytes(whole)

    assert 100 < broken.new < 250
    assert broken.reason.startswith(f"record {broken.new}: The JSON ends too early")
    assert counts(report) == {"new": 250 - broken.new, "same": broken.new}
    assert Record.objects.count() == 250


def test_a_dry_run_says_the_same_and_stores_nothing():
    answer = crossref_answer(work(), work(DOI="no doi"))

    report = import_bytes(answer, dry_run=True)

    assert counts(report) == {"new": 1, "refused": 1}
    assert not Record.objects.exists()
    assert not HarvestedItem.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Source.objects.exists()


def test_a_refused_file_is_in_the_log_and_makes_no_source():
    import_bytes(b"<html></html>")

    run = ImportRun.objects.get()
    assert run.source is None
    assert run.finished is not None
    assert "web page" in run.reason
    assert not Source.objects.exists()


def test_an_impossible_source_key_is_refused():
    report = import_bytes(crossref_answer(work()), source_key="Not A Key")

    assert "cannot be the key of a source" in report.reason


def test_a_table_needs_a_source():
    assert "Name its source" in import_bytes(csv_table(row())).reason
    assert import_bytes(csv_table(row()), source_key="ministry").new == 1


def test_rebuilding_the_records_changes_nothing():
    import_bytes(crossref_answer(work()))
    import_bytes(oai_answer(oai_record("oai:x:1"), oai_record("oai:x:2", deleted=True)))

    result = rebuild(restart=True)

    assert result == {"written": 0, "same": 2, "buried": 0}


def test_rebuilding_restores_lost_records():
    import_bytes(crossref_answer(work()))
    uid = Record.objects.get().uid
    projection.bury(uid, reason=DeletedReason.DELETED)

    rebuild(restart=True)

    assert Record.objects.live().get().uid == uid


def test_an_unchanged_file_costs_the_same_few_queries_whatever_its_length():
    few = crossref_answer(*(work(DOI=f"10.5555/{number}") for number in range(10)))
    many = crossref_answer(*(work(DOI=f"10.5555/{number}") for number in range(100)))
    import_bytes(many)

    taken = []
    for answer in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            import_bytes(answer)
        taken.append(len(queries))

    assert taken[0] == taken[1] <= 20


class UnreadableFile(io.BytesIO):
    """A file whose disk fails after the first kilobytes."""

    def read(self, size: int | None = -1) -> bytes:
        """Fail when it is read further than the beginning."""
        if self.tell() > 0:
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_disk_that_fails_is_a_refusal():
    report = import_file(actor=None, file=UnreadableFile(b" <" * 90_000), file_name="file")

    assert report.reason


def test_the_command_goes_on_after_a_refused_file_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    good, bad = tmp_path / "good", tmp_path / "bad.json"
    good.write_bytes(crossref_answer(work()))
    bad.write_bytes(b"<html>")

    with pytest.raises(CommandError, match="3 of 4 files were refused") as caught:
        call_command("import_records", bad, tmp_path, tmp_path / "missing", good)

    output = capsys.readouterr()
    assert caught.value.returncode == 1
    assert "bad.json: refused: This is a web page (HTML)" in output.err
    assert f"{tmp_path}: refused: This is no file." in output.err
    assert "missing: refused: There is no such file." in output.err
    assert "1 records written." in output.out


def test_the_command_is_content_when_everything_was_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "table.csv"
    call_command("import_records", template=path)

    call_command("import_records", path, source="ministry", title="The ministry")
    call_command("import_records", path, source="ministry", dry_run=True)

    assert "0 records would be written." in capsys.readouterr().out
    assert Record.objects.get().source_title == "The ministry"


def test_the_command_wants_a_file():
    with pytest.raises(CommandError, match="Name at least one file"):
        call_command("import_records")


def test_a_template_of_another_kind_is_refused(tmp_path: Path):
    with pytest.raises(CommandError, match="written as"):
        call_command("import_records", template=tmp_path / "table.pdf")
