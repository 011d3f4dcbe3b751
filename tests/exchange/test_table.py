"""Our own table, as people really save it."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from exchange.harvest import table, template
from exchange.harvest.columns import COLUMNS, NAMES
from exchange.harvest.items import Item, Reading, RefusedFileError
from exchange.harvest.kinds import KINDS
from exchange.harvest.sniffing import Format, sniff
from records.data import Agent, Identifier
from tests.factories.exchange import csv_table, row, saved, workbook


def read(content: bytes) -> list[Reading]:
    """The readings of a table in whatever format it is."""
    stream = io.BytesIO(content)
    return list(table.read(stream, file_format=sniff(stream)))


def item_of(**cells: Any) -> Item:
    """The item of one row."""
    (reading,) = read(csv_table(row(**cells)))
    assert reading.item, reading.reason
    return reading.item


def reason_of(**cells: Any) -> str:
    """Why a row is refused."""
    (reading,) = read(csv_table(row(**cells)))
    assert reading.item is None
    return reading.reason


def refusal(content: bytes) -> str:
    """Why a table is refused."""
    with pytest.raises(RefusedFileError) as caught:
        read(content)
    return caught.value.reason


def test_every_column_is_read():
    item = item_of(
        title_fr="Atlas des mangroves", summary_en="Where they grow.", language="fr",
        url="https://example.org/atlas", creators="Tavita, Ana; Ministry", publisher="Ministry",
        issued="2024-06", start="2024-06-01", end="2024-06-02", countries="FJ; Tonga",
        gbf_targets="2; T11; GBF-TARGET-03", subjects="Mangroves", doi="10.5555/A",
        isbn="978-0-306-40615-7", issn="2049-3630", licence="CC BY 4.0", rights_note="Ask us.",
        file_url="https://example.org/a.pdf; https://example.org/b.pdf",
        related_url="https://example.org/other",
    )  # fmt: skip

    assert item.titles == {"en": "Mangrove atlas", "fr": "Atlas des mangroves"}
    assert item.language == "fr"
    assert item.agents == (Agent("Tavita, Ana"), Agent("Ministry"))
    assert (str(item.issued), item.start, item.end) == (
        "2024-06", date(2024, 6, 1), date(2024, 6, 2),
    )  # fmt: skip
    assert item.countries == ("FJ", "Tonga")
    assert item.subjects == (
        "gbf-targets:GBF-TARGET-02", "gbf-targets:GBF-TARGET-11", "gbf-targets:GBF-TARGET-03",
        "Mangroves",
    )  # fmt: skip
    assert item.identifiers == (
        Identifier("doi", "10.5555/a"), Identifier("isbn", "9780306406157"),
        Identifier("issn", "2049-3630"), Identifier("url", "https://example.org/atlas"),
    )  # fmt: skip
    assert item.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert [file.url for file in item.files] == [
        "https://example.org/a.pdf", "https://example.org/b.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_found_out(encoding: str, separator: str):
    content = csv_table(row(title_en="Forêts d’île"), separator=separator, encoding=encoding)

    (reading,) = read(content)

    assert reading.item
    assert reading.item.titles == {"en": "Forêts d’île"}


def test_lines_are_counted_although_a_cell_has_several():
    content = csv_table(row(summary_en="One\nTwo\nThree"), row(id="", kind="news"))

    good, bad = read(content)

    assert (good.place.record, good.place.line) == (1, 2)
    assert (bad.place.record, bad.place.line) == (2, 5)


def test_empty_rows_are_no_records():
    assert len(read(csv_table(row()) + b"\r\n,,\r\n")) == 1


def test_every_mistake_of_a_row_is_named_at_once():
    reason = reason_of(id="", kind="poem", title_en="", issued="03/04/2024", url="javascript:x")

    assert "The id is missing." in reason
    assert f"The kind cannot be “poem”. It can be: {', '.join(KINDS)}." in reason
    assert "A title is missing" in reason
    assert "issued “03/04/2024”: This could be two days. Write it as 2024-12-31." in reason
    assert "url “javascript:x”: This is no web address (http or https)." in reason


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"issued": "45000"}, "issued “45000”: This is no date."),
        ({"issued": "1/2/24"}, "issued “1/2/24”: This is no date."),
        ({"start": "2024-06"}, "start “2024-06”: The day is missing."),
        (
            {"start": "2024-06-02", "end": "2024-06-01"},
            "end “2024-06-01”: The end is before the start.",
        ),
        ({"language": "klingonese"}, "language “klingonese”: This is no language code."),
        ({"gbf_targets": "24"}, "gbf_targets “24”: Targets are numbers from 1 to 23."),
        ({"doi": "11.1"}, "doi “11.1”: This is no DOI."),
        ({"isbn": "12"}, "isbn “12”: This is no ISBN."),
        ({"file_url": "https://example.org/a; data:x"}, "This is no list of web addresses"),
        (
            {"title_en": "=HYPERLINK(1)"},
            "title_en “=HYPERLINK(1)”: This is a formula. Put its value there.",
        ),
        ({"id": "x" * 501}, "This is longer than 500 characters."),
    ],
)
def test_a_mistake_is_told_with_its_column(cells: dict[str, Any], reason: str):
    assert reason in reason_of(**cells)


def test_an_apostrophe_before_a_formula_sign_is_ours_and_goes():
    assert item_of(title_en="'+679 mangroves").titles == {"en": "+679 mangroves"}


def test_a_licence_in_words_is_a_note():
    item = item_of(licence="Ask the ministry", rights_note="Please.")

    assert (item.licence, item.rights_note) == ("", "Ask the ministry\nPlease.")


def test_cells_without_a_column_are_refused():
    (reading,) = read(b"id,kind,title_en\r\n1,news,A,stray\r\n")

    assert "The row has 4 cells, but there are 3 columns." in reading.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b"id,name\r\n1,a\r\n",
            "these columns are missing in its first line: kind. Get the empty table",
        ),
        (b"a;b\r\n", "first line: id, kind."),
        (b"id,kind,titel_en\r\n", "The empty table has no column “titel_en”. Its columns are: id,"),
        (b"id,kind,kind\r\n", "The column “kind” is there twice."),
        (b"\r\n,,\r\n", "The table is empty."),
    ],
)
def test_a_table_of_another_shape_is_refused(content: bytes, reason: str):
    stream = io.BytesIO(content)

    with pytest.raises(RefusedFileError) as caught:
        list(table.read(stream, file_format=Format.CSV))
    assert reason in caught.value.reason


def book_with(change: Any, *rows: dict[str, Any]) -> bytes:
    """A workbook that `change(book, sheet)` has changed."""
    book = workbook(*(rows or (row(issued=None),)))
    change(book, book.active)
    return saved(book)


def test_a_workbook_is_read_with_its_real_dates_and_numbers():
    content = saved(workbook(row(id=7, issued=datetime(2024, 6, 30)), row(id=8, issued=2023)))  # noqa: DTZ001

    first, second = (reading.item for reading in read(content))

    assert first
    assert second
    assert (first.source_id, str(first.issued)) == ("7", "2024-06-30")
    assert (second.source_id, str(second.issued)) == ("8", "2023")


def test_the_calendar_of_old_macs_is_respected():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet: Any = book.active
    sheet.append(["id", "kind", "title_en", "issued"])
    sheet.append(["1", "news", "A", datetime(2024, 6, 30)])  # noqa: DTZ001

    (reading,) = read(saved(book))

    assert reading.item
    assert str(reading.item.issued) == "2024-06-30"


def test_a_formula_in_a_workbook_is_refused_with_its_cell():
    def change(book: Workbook, sheet: Any) -> None:
        sheet["C2"] = "=A1"

    (reading,) = read(book_with(change))

    assert reading.reason == "C2 holds a formula. Put its value there."


def test_an_error_in_a_workbook_is_refused_with_its_cell():
    def change(book: Workbook, sheet: Any) -> None:
        sheet["C2"] = "#REF!"

    (reading,) = read(book_with(change))

    assert reading.reason == "C2 holds an error (#REF!)."


def test_merged_cells_cost_the_rows_that_they_touch():
    def change(book: Workbook, sheet: Any) -> None:
        sheet.merge_cells("C2:C3")

    content = book_with(change, row(id=1), row(id=2), row(id=3))

    readings = read(content)

    assert [reading.item is not None for reading in readings] == [False, False, True]
    assert readings[0].reason == "The cells C2:C3 are merged. Unmerge them."


def test_hidden_sheets_are_left_alone():
    def change(book: Workbook, sheet: Any) -> None:
        visible = book.copy_worksheet(sheet)
        visible["C2"] = "Visible"
        sheet.sheet_state = "hidden"

    (reading,) = read(book_with(change))

    assert reading.item
    assert reading.item.titles == {"en": "Visible"}


def test_a_size_that_the_sheet_claims_is_not_believed():
    def change(book: Workbook, sheet: Any) -> None:
        sheet["XFD1048576"].number_format = "0"

    content = book_with(change)

    assert [reading.item is not None for reading in read(content)] == [True]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_template_holds_every_column_and_can_be_read(suffix: str, tmp_path: Path):
    path = tmp_path / f"table.{suffix}"
    template.write(path)

    (reading,) = read(path.read_bytes())

    assert reading.item
    assert reading.item.source_id == "doc-001"
    if suffix == "csv":
        assert tuple(next(csv.reader(path.read_text("utf-8-sig").splitlines()))) == NAMES


def test_every_column_is_documented():
    assert all(str(column.help) for column in COLUMNS)


def test_an_old_workbook_is_refused_with_what_to_do():
    assert "Save it as .xlsx" in refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
