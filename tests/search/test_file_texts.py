"""From a file that a record names to its passages, and what becomes of them."""

import io
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import CustomDocument
from records import projection
from records.data import DeletedReason, Origin, Provenance, RecordFile
from records.models import Record
from search import file_texts, jobs
from search.engines.embedded.dialect import passage_store
from search.engines.embedded.plan import Needle
from search.extraction.limits import Limits
from search.models import FileState, FileText, FileUse, Passage
from search.passages import passages_of
from tests.factories import files
from tests.factories.files import make_file, make_naming
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db


def texts() -> list[str]:
    return list(Passage.objects.order_by("file", "number").values_list("text", flat=True))


def state() -> FileState:
    return FileState(FileText.objects.get().state)


def test_a_named_file_is_read_into_passages_with_their_page():
    record = make_naming(make_file(files.pdf_file("Reefs", "Quokkas graze", "Dunes")))

    jobs.read_files()

    read = FileText.objects.get()
    assert (read.state, read.pages, read.language) == ("read", 3, "en")
    found = passages_of([record])[record.pk]
    assert [(piece.page, piece.text) for piece in found][1] == (2, "Quokkas graze")
    assert found[0].title == "Annual report"


def test_passages_of_many_records_cost_two_queries(django_assert_num_queries):
    document = make_file(files.pdf_file("Reefs"))
    records = [make_naming(document) for _ in range(3)]
    jobs.read_files()

    with django_assert_num_queries(2):
        assert len(passages_of(records)) == 3


def test_the_language_of_a_text_is_heard_from_its_words():
    french = "Les mangroves sont dans le lagon et elles protègent la côte avec leurs racines."
    make_naming(make_file(files.word_file(french), "rapport.docx"))
    make_naming(make_file("تحمي أشجار المانغروف الشاطئ".encode(), "taqrir.txt"))
    make_naming(make_file("红树林保护海岸".encode(), "baogao.txt"))

    jobs.read_files()

    found = FileText.objects.order_by("url").values_list("language", flat=True)
    assert sorted(found) == ["ar", "fr", "zh-hans"]


def test_what_the_keeper_says_of_the_language_counts():
    make_naming(make_file(files.pdf_file("The reefs of the north"), language="sw"))

    jobs.read_files()

    assert FileText.objects.get().language == "sw"


def test_records_that_name_a_file_are_numbered_again_once_it_is_read():
    record = make_naming(make_file(files.pdf_file("Reefs")))
    Record.objects.filter(pk=record.pk).update(seq=7)

    jobs.read_files()

    record.refresh_from_db()
    assert record.seq is None


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (files.encrypted_pdf("Reefs"), "locked.pdf", FileState.ENCRYPTED),
        (files.blank_pdf(), "scan.pdf", FileState.EMPTY),
        (b"%PDF-1.4 nothing", "broken.pdf", FileState.BROKEN),
        (b"{}", "data.json", FileState.UNSUPPORTED),
    ],
)
def test_an_unreadable_file_is_marked_once_and_left_alone(content, name, expected):
    make_naming(make_file(content, name))

    jobs.read_files()
    jobs.read_files()

    text = FileText.objects.get()
    assert (text.state, text.tries, texts()) == (expected, 1, [])


def test_a_bad_file_does_not_keep_the_others_waiting():
    make_naming(make_file(b"%PDF-1.4 nothing", "broken.pdf"), make_file(b"Reefs", "good.txt"))

    jobs.read_files()

    assert texts() == ["Reefs"]


def test_a_file_that_is_not_there_is_marked_as_missing():
    document = make_file(files.pdf_file("Reefs"))
    make_naming(document)
    document.file.storage.delete(document.file.name)

    jobs.read_files()

    assert state() == FileState.MISSING


def test_a_file_that_kills_its_reader_is_not_read_for_ever():
    make_naming(make_file(files.pdf_file("Reefs")))
    file_texts.discover()
    for _try in range(3):
        (taken,) = file_texts.claim(10)
        # The worker dies here: it has taken the file and gives no answer.
        FileText.objects.filter(pk=taken).update(
            tries=FileText.objects.get().tries + 1, held_until=timezone.now() - timedelta(hours=1)
        )

    jobs.read_files()

    assert state() == FileState.BROKEN


def test_a_claimed_file_is_not_given_to_a_second_reader():
    make_naming(make_file(files.pdf_file("Reefs")))
    file_texts.discover()

    assert len(file_texts.claim(10)) == 1
    assert file_texts.claim(10) == []


def test_a_reader_that_comes_too_late_writes_nothing(monkeypatch):
    document = make_file(files.pdf_file("Reefs"))
    make_naming(document)
    file_texts.discover()
    (taken,) = file_texts.claim(10)
    slow = file_texts.read

    def read_while_others_claim(*arguments):
        result = slow(*arguments)
        FileText.objects.update(held_until=timezone.now() + timedelta(hours=1))
        return result

    monkeypatch.setattr(file_texts, "read", read_while_others_claim)

    file_texts.read_file(taken)

    assert (state(), texts()) == (FileState.WAITING, [])


# --- What changes, what goes -----------------------------------------------------


def test_changed_content_is_forgotten_at_once_and_read_again():
    document = make_file(b"Old secret words", "report.txt")
    make_naming(document)
    jobs.read_files()

    replace_content(document, b"New words")

    assert (texts(), state()) == ([], FileState.WAITING)
    jobs.read_files()
    assert texts() == ["New words"]


def replace_content(document: CustomDocument, content: bytes) -> None:
    """Change the bytes behind the same address, as some storages and scripts do."""
    storage, name = document.file.storage, document.file.name
    storage.delete(name)
    storage.save(name, io.BytesIO(content))
    document.file_hash = ""
    document._set_file_hash()
    document.save()


def test_a_change_that_nobody_announced_is_found_by_the_daily_check():
    document = make_file(b"Old words", "report.txt")
    make_naming(document)
    jobs.read_files()
    CustomDocument.objects.filter(pk=document.pk).update(file_hash="other")

    jobs.check_files()

    assert state() == FileState.WAITING


def test_saving_a_document_without_changing_its_content_reads_nothing_again():
    document = make_file(b"Words", "report.txt")
    make_naming(document)
    jobs.read_files()

    document.title = "Another title"
    document.save()

    assert (state(), texts()) == (FileState.READ, ["Words"])


def test_the_text_goes_with_the_last_record_that_names_the_file():
    document = make_file(b"Words", "report.txt")
    first, second = make_naming(document), make_naming(document)
    jobs.read_files()

    projection.bury(first.uid, reason=DeletedReason.WITHDRAWN)
    jobs.read_files()
    assert texts() == ["Words"]

    make_record(uid=second.uid, files=())
    assert passages_of(Record.objects.filter(uid=second.uid)) == {}
    jobs.read_files()
    assert not Passage.objects.exists()
    assert not FileText.objects.exists()
    assert not FileUse.objects.exists()
    assert passage_store().matching([(Needle(("word",)),)]) == set()


def test_a_document_of_a_private_collection_is_not_read():
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    make_naming(make_file(b"Secret words", "report.txt", collection=collection))

    jobs.read_files()

    assert (state(), texts()) == (FileState.MISSING, [])


def test_a_harvested_record_opens_no_file_of_this_site():
    document = make_file(b"Words", "report.txt")

    make_naming(document, origin=Origin.HARVESTED, provenance=Provenance(source="elsewhere"))
    jobs.read_files()

    assert not FileUse.objects.exists()
    assert not FileText.objects.exists()


def test_an_address_elsewhere_is_not_fetched():
    make_record(files=(RecordFile(url="https://example.org/report.pdf"),))
    make_record(files=(RecordFile(url="//example.org/report.pdf"),))

    jobs.read_files()

    assert not FileText.objects.exists()


def test_a_path_that_nobody_keeps_is_missing():
    make_record(files=(RecordFile(url="/documents/999999/none.pdf"),))

    jobs.read_files()

    assert state() == FileState.MISSING


def test_a_text_of_hundreds_of_pages_is_stored_within_seconds():
    words = "Mangroves hold the shore and feed the people of the islands. " * 40
    make_naming(make_file(("\n\n".join([words] * 400)).encode(), "long.txt"))
    file_texts.discover()
    (taken,) = file_texts.claim(1)
    started = time.monotonic()

    file_texts.read_file(taken, limits=Limits())

    assert Passage.objects.count() > 500
    assert max(len(text) for text in texts()) <= 1600
    assert time.monotonic() - started < 60
