"""What is read from a file, and what a bad file costs: it runs in a process of its own."""

import io
import json
import socket
import subprocess
import sys
import time
from contextlib import nullcontext

import pytest

from search.extraction.limits import MEGABYTE, Limits
from search.extraction.process import ENVIRONMENT, HOUSE, Reading, read
from tests.factories import files

SENTENCE = "Mangroves keep the shore."
ARABIC = "تحمي أشجار المانغروف الشاطئ من الأمواج"
CHINESE = "红树林保护海岸"


def reading(content: bytes, name: str, **limits) -> Reading:
    return read(nullcontext(io.BytesIO(content)), name, Limits(**limits))


def text_of(result: Reading) -> str:
    return " ".join(text for _page, text in result.texts)


# --- Formats ---------------------------------------------------------------------


def test_a_pdf_is_read_page_by_page():
    result = reading(files.pdf_file("First page", SENTENCE, "Last page"), "report.pdf")

    assert (result.state, result.pages, result.cut) == ("read", 3, False)
    assert [(page, text.strip()) for page, text in result.texts][1] == (2, SENTENCE)


def test_a_word_divided_at_the_end_of_a_line_is_one():
    result = reading(files.pdf_file("The bio-\ndiversity of shores"), "report.pdf")

    assert "biodiversity" in text_of(result)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.word_file(SENTENCE, ARABIC), "report.docx"),
        (files.open_document_file(SENTENCE, ARABIC), "report.odt"),
        (f"{SENTENCE}\n{ARABIC}".encode(), "report.txt"),
        (f"\ufeff{SENTENCE}\n{ARABIC}".encode("utf-16-le"), "report.txt"),
        (f"<p>{SENTENCE}</p><p>{ARABIC}</p>".encode(), "report.html"),
    ],
    ids=["docx", "odt", "txt", "utf-16", "html"],
)
def test_a_format_without_pages_is_read_whole(content, name):
    result = reading(content, name)

    assert (result.state, result.pages) == ("read", 0)
    assert {page for page, _text in result.texts} == {0}
    assert SENTENCE in text_of(result)
    assert ARABIC in text_of(result)


def test_text_in_tables_of_a_word_file_is_read():
    assert f"{SENTENCE} (table)" in text_of(reading(files.word_file(SENTENCE), "report.docx"))


def test_slides_are_counted_as_they_are_shown():
    result = reading(files.slide_file("One", CHINESE, ARABIC), "talk.pptx")

    assert result.pages == 3
    assert [page for page, text in result.texts if CHINESE in text] == [2]
    assert [page for page, text in result.texts if ARABIC in text] == [3]


def test_sheets_are_counted_and_their_values_read():
    content = files.workbook_file(
        Sites=[["site", "count"], ["Lagoon", 12]], Species=[["name"], [CHINESE], [0.1]]
    )

    result = reading(content, "survey.xlsx")

    assert result.pages == 2
    assert (1, "Lagoon, 12") in result.texts
    assert (2, CHINESE) in result.texts
    assert (2, "0.1") in result.texts


def test_a_chinese_pdf_is_read():
    assert CHINESE in text_of(reading(files.chinese_pdf(CHINESE), "report.pdf"))


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_an_old_encoding_is_recognised(encoding):
    sentence = "Мангровые леса защищают берег от волн и дают людям рыбу. "

    assert "Мангровые леса" in text_of(reading((sentence * 20).encode(encoding), "report.txt"))


def test_what_a_browser_would_not_show_is_not_text():
    page = "<html><head><title>Shore</title><style>p {color: red}</style></head><body>"
    page += f"<script>alert(1)</script><!-- hidden --><p>{SENTENCE}</p></body></html>"

    text = text_of(reading(page.encode(), "report.html"))

    assert "Shore" in text
    assert SENTENCE in text
    assert not any(word in text for word in ("alert", "hidden", "color"))


def test_content_decides_rather_than_the_name():
    assert SENTENCE in text_of(reading(files.pdf_file(SENTENCE), "report.docx"))


# --- Files that have no text for us ----------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "state"),
    [
        (b"", "empty.pdf", "empty"),
        (files.blank_pdf(3), "scan.pdf", "empty"),
        (files.encrypted_pdf(SENTENCE), "locked.pdf", "encrypted"),
        (files.pdf_file(SENTENCE)[:200], "cut.pdf", "broken"),
        (files.word_file(SENTENCE)[:2000], "cut.docx", "broken"),
        (files.slide_file(SENTENCE)[:-400], "cut.pptx", "broken"),
        (b"MZ" + bytes(1000), "program.pdf", "broken"),
        (b"plain words", "words.docx", "broken"),
        (bytes(1000), "zeros.txt", "broken"),
        (b"{}", "data.json", "unsupported"),
        (files.archive({"a.txt": "text"}), "texts.zip", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "old.doc", "unsupported"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked.docx",
            "encrypted",
        ),
    ],
    ids=[
        "empty", "scanned", "encrypted-pdf", "truncated-pdf", "truncated-docx", "truncated-pptx",
        "program", "lying-docx", "lying-txt", "json", "zip", "doc", "encrypted-docx",
    ],
)  # fmt: skip
def test_a_file_without_text_for_us_is_marked(content, name, state):
    result = reading(content, name)

    assert (result.state, result.texts) == (state, ())


def test_an_archive_that_would_unpack_to_too_much_is_not_unpacked():
    bomb = files.archive({"word/document.xml": bytes(400 * MEGABYTE)})

    assert len(bomb) < MEGABYTE
    assert reading(bomb, "bomb.docx").state == "too_large"


def test_entities_do_not_explode():
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    document = f'<!DOCTYPE d [<!ENTITY e0 "boom">{entities}]>'
    document += (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    )
    document += "<w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:document>"

    result = reading(files.archive({"word/document.xml": document}), "bomb.docx")

    assert "boom" not in text_of(result)


def test_a_file_outside_is_not_read_by_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    document = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    document += (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    )
    document += "<w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:document>"

    assert "secret" not in text_of(
        reading(files.archive({"word/document.xml": document}), "x.docx")
    )


def word_archive(paragraph: str, times: int) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return files.archive({
        "word/document.xml": f"<w:document {space}>{paragraph * times}</w:document>",
    })  # fmt: skip


def test_a_file_without_end_is_given_up():
    run = "<w:r><w:t>word</w:t></w:r>" * 1000
    endless = word_archive(f"<w:p>{run * 3000}</w:p>", 1)
    started = time.monotonic()

    result = reading(endless, "endless.docx", seconds=1, memory=4096 * MEGABYTE)

    assert (result.state, result.texts) == ("timed_out", ())
    assert time.monotonic() - started < 10


def test_of_a_file_that_takes_long_what_was_read_in_time_is_kept():
    slow = word_archive("<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 1000, 2000)

    result = reading(slow, "slow.docx", seconds=2)

    assert (result.state, result.cut) == ("read", True)


def test_a_file_that_needs_too_much_memory_is_marked():
    page = b"<p>" * 3_000_000

    assert reading(page, "deep.html", memory=200 * MEGABYTE).state in {"too_large", "broken"}


def test_a_file_with_too_many_bytes_is_not_opened():
    assert reading(bytes(3000), "large.txt", size=2000).state == "too_large"


def test_of_a_huge_file_the_beginning_is_kept():
    pages = reading(files.pdf_file("one", "two", "three"), "long.pdf", pages=2)
    characters = reading(b"words and words " * 10_000, "long.txt", characters=1000)

    assert (pages.state, pages.pages, len(pages.texts), pages.cut) == ("read", 2, 2, True)
    assert (characters.state, len(text_of(characters)), characters.cut) == ("read", 1000, True)


def test_what_the_reader_answers_is_not_trusted():
    result = reading('{"state": "read"}\n\ud800'.encode("utf-8", "surrogatepass"), "odd.txt")

    assert result.state == "read"


# --- The process -----------------------------------------------------------------

CONFINED = """
import json, os, socket, subprocess, sys
from search.extraction.limits import Limits
from search.extraction.sandbox import confine
confine(Limits())
def tried(action):
    try:
        action()
    except OSError as error:
        return type(error).__name__
    return "allowed"
print(json.dumps({
    "network": tried(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])))),
    "program": tried(lambda: subprocess.run(["true"])),
    "other file": tried(lambda: open(sys.argv[2])),
    "writing": tried(lambda: open("/tmp/written-by-a-reader", "w")),
    "secrets": sorted(name for name in os.environ if "SECRET" in name or "URL" in name),
}))
"""


def run_confined(code: str, *arguments: str) -> dict[str, object]:
    command = [sys.executable, "-c", code, *arguments]
    finished = subprocess.run(command, cwd=HOUSE, env=ENVIRONMENT, capture_output=True, check=True)
    return json.loads(finished.stdout)


def test_the_reader_has_no_network_no_other_files_and_no_secrets(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        finished = run_confined(CONFINED, str(port), str(secret))

    assert finished == {
        "network": "PermissionError",
        "program": "PermissionError",
        "other file": "PermissionError",
        "writing": "PermissionError",
        "secrets": [],
    }
