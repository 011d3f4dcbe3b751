"""Hostile and broken files: refused in bounded time and memory, with a clear reason."""

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.bounds import read_bounded
from tests.factories.exchange import (
    OAI_START,
    crossref_answer,
    csv_table,
    dublin_core,
    oai_answer,
    oai_record,
    row,
    saved,
    work,
    workbook,
)

MEGABYTE = 1024 * 1024
OAI_HEAD = OAI_START.format(verb="ListRecords").encode()


def declared(internal: str, body: str = "&a;") -> bytes:
    """An OAI answer with a document type."""
    answer = oai_answer(oai_record(metadata=dublin_core(title="Title")))
    head, _, tail = answer.partition(b"\n")
    doctype = f"<!DOCTYPE OAI-PMH {internal}>".encode()
    return head + doctype + tail.replace(b"Title", body.encode())


def billion_laughs() -> bytes:
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("bcdefghij", "acdefghijk"[1:], strict=False)
    )
    return declared(f'[<!ENTITY b "lol">{entities}]', "&k;")


def swollen_workbook() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 150 * MEGABYTE)
    return stream.getvalue()


def entity_workbook() -> bytes:
    stream = io.BytesIO(saved(workbook(row())))
    result = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            new.writestr(name, content)
    return result.getvalue()


def changed_workbook(name: str, before: bytes, after: bytes) -> bytes:
    """A workbook in one part of which something was replaced, padded so that it packs badly."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(workbook(row())))) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, content.replace(before, after) if part == name else content)
        new.writestr("xl/media/image.png", os.urandom(MEGABYTE))
    return result.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def plain_archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return stream.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "The file is empty"),
    "spaces": (lambda: b" " * 1 * MEGABYTE, "is only spaces"),
    "100 MB of spaces": (lambda: b" " * 100 * MEGABYTE, "at most 50 MB"),
    "billion laughs": (billion_laughs, "DOCTYPE"),
    "external entity": (lambda: declared('[<!ENTITY a SYSTEM "file:///etc/passwd">]'), "DOCTYPE"),
    "external document type": (
        lambda: declared('SYSTEM "http://127.0.0.1:9/evil.dtd"', "x"),
        "DOCTYPE",
    ),
    "document type behind a long comment": (
        lambda: b"<!--" + b"x" * 100_000 + b"--><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "no root element within its first 64 kB",
    ),
    "document type in UTF-16": (
        lambda: '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        "DOCTYPE",
    ),
    "deep XML": (
        lambda: OAI_HEAD + b"<ListRecords><record>" + b"<a>" * 60_000,
        "nested more than 256 deep",
    ),
    "deep JSON": (
        lambda: b'{"message-type": "work-list", "message": {"items": [' + b"[" * 60_000,
        "nested more than 256 deep",
    ),
    "deep JSON before anything is known": (lambda: b"[" * 60_000, "nested more than 256 deep"),
    "wide XML": (
        lambda: OAI_HEAD + b"<ListRecords><record>" + b"<a/>" * 1_000_000,
        "more than 100,000 elements",
    ),
    "wide JSON": (
        lambda: b'{"message-type": "work-list", "message": {"items": [{"a": [' + b"0," * 10_000_000,
        "more than 100,000 values",
    ),
    "endless text in XML": (
        lambda: OAI_HEAD + b"<ListRecords>" + b"a" * 40 * MEGABYTE,
        "The XML is broken from here on",
    ),
    "many records that are none": (
        lambda: b'{"message-type": "work-list", "message": {"items": [' + b"0," * 5_000_000,
        "more than 100,000 records",
    ),
    "a number of 100,000 digits": (
        lambda: b'{"message-type": "work-list", "message": {"items": [' + b"9" * 100_000 + b"]}}",
        "The JSON is broken",
    ),
    "workbook that swells": (swollen_workbook, "would swell"),
    "workbook with entities": (entity_workbook, "DOCTYPE"),
    "workbook with a row of a million cells": (
        lambda: changed_workbook(SHEET, b"</row>", b"<c/>" * 1_000_000 + b"</row>"),
        "A row has more than 100000 parts",
    ),
    "workbook with a million styles": (
        lambda: changed_workbook("xl/styles.xml", b"<cellXfs", b"<xf/>" * 1_000_000 + b"<cellXfs"),
        "xl/styles.xml in the workbook has too many parts",
    ),
    "workbook that is deep": (
        lambda: changed_workbook(SHEET, b"<sheetData>", b"<a>" * 60_000),
        "The workbook is broken",
    ),
    "workbook with entities in UTF-16": (
        lambda: changed_workbook(
            "xl/workbook.xml",
            b"<",
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        ),
        "DOCTYPE",
    ),
    "archive that is no workbook": (plain_archive, "no Excel workbook"),
    "truncated workbook": (lambda: saved(workbook(row()))[:-200], "The workbook is broken"),
    "gzip bomb": (lambda: gzip.compress(b" " * 50 * MEGABYTE), "gzip archive. Uncompress"),
    "HTML": (lambda: b"<!DOCTYPE html>\n<html><body>Sign in</body></html>", "web page (HTML)"),
    "HTML without a type": (lambda: b"<html><body>Sign in</body></html>", "web page (HTML)"),
    "binary": (lambda: os.urandom(1000) + b"\0" * 10, "binary data"),
    "PDF": (lambda: b"%PDF-1.7\n", "a PDF document"),
    "XML of another kind": (lambda: b"<feed/>", "its root is 'feed'"),
    "JSON of another kind": (lambda: b'{"records": []}', "no answer of Crossref"),
    "JSON in UTF-16": (lambda: '{"a": 1}'.encode("utf-16"), "UTF-8"),
    "plain text": (lambda: b"Resource not found.\n", "This is not our table"),
    "quotation mark left open": (
        lambda: b'id,kind,title_en\n1,news,"Open ' + b"x" * 200_000,
        "broken from here on",
    ),
    "one endless line": (lambda: b"a" * 40 * MEGABYTE, "broken from here on"),
    "a million columns": (lambda: b"id,kind," + b"x," * 1_000_000, "more than 200 columns"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_in_bounded_time_and_memory(
    name: str, tmp_path: Path
) -> None:
    make, expected = HOSTILE[name]
    path = tmp_path / "file"
    path.write_bytes(make())

    outcome = read_bounded(path)

    assert expected in outcome.reason


def test_a_swelling_pile_of_tags_in_a_title_costs_little(tmp_path: Path) -> None:
    texts = (
        "<b>" * 30_000,
        "<script>" * 12_000,
        "<a href=" * 12_000,
        "&lt;" * 25_000,
        "@" * 99_000,
    )
    path = tmp_path / "file"
    path.write_bytes(
        crossref_answer(*(work(DOI=f"10.5555/{n}", title=[text]) for n, text in enumerate(texts)))
    )

    assert read_bounded(path).reason == ""


def test_the_good_records_of_a_truncated_answer_stay(tmp_path: Path) -> None:
    answer = oai_answer(oai_record("oai:x:1"), oai_record("oai:x:2"), oai_record("oai:x:3"))
    path = tmp_path / "file"
    path.write_bytes(answer[: answer.index(b"oai:x:3")])

    outcome = read_bounded(path)

    assert [reading.item and reading.item.source_id for reading in outcome.readings] == [
        "oai:x:1", "oai:x:2",
    ]  # fmt: skip
    assert "The XML is broken from here on" in outcome.reason


def test_the_good_records_of_truncated_json_stay(tmp_path: Path) -> None:
    answer = crossref_answer(work(DOI="10.5555/1"), work(DOI="10.5555/2"))
    path = tmp_path / "file"
    path.write_bytes(answer[:-40])

    outcome = read_bounded(path)

    assert [reading.item and reading.item.source_id for reading in outcome.readings] == [
        "10.5555/1"
    ]
    assert "ends too early after record 1" in outcome.reason


def test_control_characters_break_the_answer_where_they_stand(tmp_path: Path) -> None:
    answer = oai_answer(oai_record("oai:x:1"), oai_record("oai:x:2").replace("Mang", "Ma\x01ng"))
    path = tmp_path / "file"
    path.write_bytes(answer)

    outcome = read_bounded(path)

    assert len(outcome.readings) == 1
    assert "broken from here on" in outcome.reason


def test_a_mislabelled_encoding_is_no_guess(tmp_path: Path) -> None:
    answer = oai_answer(oai_record("oai:x:1")).decode().replace("Mangroves", "Forêts")
    path = tmp_path / "file"
    path.write_bytes(answer.encode("latin-1"))

    outcome = read_bounded(path)

    assert outcome.readings == []
    assert "broken from here on" in outcome.reason


def test_a_workbook_whose_rows_are_too_many_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    sheet = b"".join(b'<row r="%d"/>' % n for n in range(1, 30_000))
    with (
        zipfile.ZipFile(io.BytesIO(saved(workbook(row())))) as old,
        zipfile.ZipFile(path, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", sheet + b"</sheetData>")
            new.writestr(name, content)

    outcome = read_bounded(path)

    assert "more than 20000 rows" in outcome.reason


def test_rows_of_a_table_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(csv_table(*(row(id=n) for n in range(20_001))))

    assert "more than 20000 rows" in read_bounded(path).reason
