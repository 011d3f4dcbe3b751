"""Result lists as files: nothing hidden in them, and other programs can read them."""

import csv
import io
import json
import tracemalloc
import uuid
from datetime import UTC, date, datetime

import pytest
import rdflib
from django.core.cache import cache
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from records import projection
from records.audiences import Viewer
from records.data import Agent, DeletedReason, Identifier, PartialDate, Period
from records.models import Record
from search.exporting import results
from search.exporting.columns import COLUMNS, safe_cell
from search.exporting.formats import FORMATS
from search.exporting.results import Results
from tests.factories.accounts import make_user
from tests.factories.cms import make_site
from tests.factories.records import make_record, record_data
from tests.factories.search import KeyHolder
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

EXTENSIONS = list(FORMATS)


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()


def body(client, extension: str, query: str = "", place: str = "search") -> bytes:
    response = client.get(f"/en/{place}/export.{extension}?{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(client, query: str = "", place: str = "search") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client, "csv", query, place).decode())))


def written(extension: str, records) -> bytes:
    return b"".join(FORMATS[extension].write(Results(iter(records)), "en"))


# --- Who may know ------------------------------------------------------------------


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_file_holds_nothing_that_the_list_does_not_show(client, extension):
    make_record(titles={"en": "Open quokkas"}, texts={"en": "All about them"})
    make_record(titles={"en": "Zanzibarian quokkas"}, container_gate="community:1")
    make_record(titles={"en": "Restricted quokkas"}, restriction_gate="restriction:1")
    gone = make_record(titles={"en": "Withdrawn quokkas"})
    projection.bury(gone.uid, reason=DeletedReason.WITHDRAWN)

    file = body(client, extension, "q=quokkas")
    if extension == "xlsx":
        rows = load_workbook(io.BytesIO(file)).active.values
        file = "\n".join(str(value) for row in rows for value in row).encode()

    assert b"Open quokkas" in file
    for hidden in (b"Zanzibarian", b"Restricted", b"Withdrawn"):
        assert hidden not in file


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_closed_translation_is_not_in_a_file(client, extension):
    record = make_record(titles={"en": "Quokkas", "fr": "Les quokkas secrets"})
    projection.write(record_data(uid=record.uid, titles={"en": "Quokkas"}))

    file = body(client, extension, "q=quokkas")

    assert b"secrets" not in file


def test_who_loses_a_right_in_the_middle_gets_no_more():
    class Leaving(KeyHolder):
        def renewed(self) -> Viewer:
            return self if self.keys else Viewer.anonymous()

    from search import actions  # noqa: PLC0415

    for number in range(450):
        make_record(titles={"en": f"Quokka {number}"}, container_gate="search-test:1")
    viewer = Leaving(["search-test:1"])
    batches = Results(actions.scan(viewer=viewer, language="en")).batches()

    first = next(batches)
    viewer.keys = frozenset()
    rest = [record for batch in batches for record in batch]

    assert (len(first), rest) == (200, [])


def test_somebody_signed_in_gets_what_their_list_shows(client):
    page = make_site()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    make_record(titles={"en": "Quokkas inside"}, restriction_gate=f"restriction:{restriction.pk}")
    assert table(client, "q=quokkas") == []

    client.force_login(make_user())

    assert [row["Title"] for row in table(client, "q=quokkas")] == ["Quokkas inside"]


def test_private_files_stay_out_of_caches_and_crawlers(client):
    response = client.get("/en/search/export.csv")

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert 'filename="search.csv"' in response["Content-Disposition"]


def test_files_are_not_fetched_without_end(client):
    answers = [client.get("/en/search/export.ris").status_code for _ in range(21)]

    assert answers == [200] * 20 + [429]


def test_an_unknown_format_is_not_found(client):
    assert client.get("/en/search/export.exe").status_code == 404


# --- The list ------------------------------------------------------------------------


def test_a_file_keeps_order_and_filters_of_the_list(client):
    for year in (2001, 2024, 2010):
        make_record(
            kind="news", titles={"en": f"Reef {year}"}, issued=PartialDate(date(year, 1, 1))
        )
    make_record(kind="event", titles={"en": "Reef festival"})

    rows = table(client, "q=reef&kind=news&sort=oldest")

    assert [row["Title"] for row in rows] == ["Reef 2001", "Reef 2010", "Reef 2024"]


def test_the_knowledge_list_is_exported_without_the_rest(client):
    make_record(kind="news", titles={"en": "Reef news"})
    make_record(kind="case-study", titles={"en": "Reef study"})

    assert [row["Title"] for row in table(client, "q=reef", "knowledge")] == ["Reef study"]


def test_more_results_than_the_ceiling_are_cut_and_the_file_says_so(client, monkeypatch):
    monkeypatch.setattr(results.Results.__init__, "__defaults__", (2, False))
    for number in range(3):
        make_record(titles={"en": f"Reef {number}"})

    said = "Only the first 2 results are in this file"
    lines = body(client, "csv", "q=reef").decode().splitlines()
    sheet = load_workbook(io.BytesIO(body(client, "xlsx", "q=reef"))).active

    assert len(lines) == 4
    assert said in lines[-1]
    assert said in sheet.cell(sheet.max_row, 1).value
    assert said in json.loads(body(client, "jsonld", "q=reef"))["@graph"][-1]["remark"]
    assert said in body(client, "bib", "q=reef").decode()


def test_a_list_that_just_fits_is_not_called_cut():
    whole = Results(iter([make_record(), make_record()]), limit=2)

    assert [len(batch) for batch in whole.batches()] == [2]
    assert whole.remark == ""


# --- Spreadsheets --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\x00=1"],
)
def test_no_cell_is_taken_for_a_formula(text):
    assert safe_cell(text)[0] not in "=+-@＝" or safe_cell(text)[0] == "'"


def test_a_title_that_looks_like_a_formula_stays_text(client):
    make_record(titles={"en": '=HYPERLINK("http://example.org";"quokka")'})

    [row] = table(client, "q=quokka")
    sheet = load_workbook(io.BytesIO(body(client, "xlsx", "q=quokka"))).active
    cell = sheet.cell(2, 3)

    assert row["Title"].startswith("'=HYPERLINK")
    assert (cell.data_type, cell.value) == ("s", row["Title"])


def test_a_table_is_utf_8_without_a_mark_and_has_a_value_for_each_column(client):
    make_term("countries:FJ", en="Fiji", ar="فيجي")
    make_record(
        kind="event",
        titles={"ar": "أشجار المانغروف", "en": 'Mangroves; "roots", and\nmore'},
        countries=("FJ",),
        agents=(Agent(name="Nandini Rawlings"), Agent(name="FAO", role="publisher")),
        period=Period(start=datetime(2030, 5, 1, 9, tzinfo=UTC)),
        identifiers=(Identifier("doi", "10.5281/zenodo.1"),),
        licence="CC-BY-4.0",
    )

    raw = body(client, "csv")
    [row] = csv.DictReader(io.StringIO(raw.decode()))

    assert not raw.startswith(b"\xef\xbb\xbf")
    assert list(row) == [str(label) for label in COLUMNS]
    assert row["Title"] == 'Mangroves; "roots", and more'
    assert row["Countries"] == "Fiji"
    assert row["Authors"] == "Nandini Rawlings"
    assert row["Date"] == "2030-05-01T09:00:00+00:00"
    assert row["DOI"] == "https://doi.org/10.5281/zenodo.1"
    assert row["Permanent address"].endswith(f"/id/{row['Identifier']}")


def test_a_workbook_holds_what_the_table_holds(client):
    for number in range(3):
        make_record(titles={"en": f"Reef {number}\x0b"})

    sheet = load_workbook(io.BytesIO(body(client, "xlsx", "q=reef"))).active
    rows = [[value or "" for value in row] for row in sheet.values]

    assert rows == list(csv.reader(io.StringIO(body(client, "csv", "q=reef").decode())))


def test_headings_are_in_the_readers_language(client):
    french = client.get("/fr/search/export.csv")

    assert b"Titre" in b"".join(french.streaming_content)


# --- References and linked data ----------------------------------------------------------


def test_references_are_read_by_other_programs(client):
    make_record(
        kind="reference-document",
        titles={"en": "Reefs {100% & rising} \\ Pêche"},
        agents=(Agent(name="Food and Agriculture Organization"), Agent(name="Rawlings, N.")),
        issued=PartialDate(date(2020, 1, 1)),
    )
    make_record(titles={"en": "Reefs\nER  - \nTY  - BOOK"})

    ris = body(client, "ris", "q=reefs").decode()
    bibtex = body(client, "bib", "q=reefs").decode()

    assert ris.count("TY  - ") - ris.count("TI  - Reefs ER  - TY  - ") == 2
    assert [line for line in ris.splitlines() if line.startswith("ER")] == ["ER  - "] * 2
    assert bibtex.count("@misc{") == 2
    assert bibtex.count("{") == bibtex.count("}")
    assert r"Reefs \textbraceleft{}100\% \& rising\textbraceright{}" in bibtex
    assert "{Food and Agriculture Organization} and Rawlings, N." in bibtex


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_linked_data_is_one_graph_of_the_records(client):
    make_term("countries:FJ", en="Fiji")
    record = make_record(
        titles={"en": "Reefs", "fr": "Récifs"},
        countries=("FJ",),
        agents=(Agent(name="Nandini Rawlings"),),
        issued=PartialDate(date(2020, 1, 1)),
    )
    other = make_record(titles={"en": "Reefs too"})

    graph = rdflib.Graph().parse(data=body(client, "jsonld", "q=reefs"), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    node = rdflib.URIRef(f"http://127.0.0.1:8000/id/{record.uid}")

    assert {str(name) for name in graph.objects(node, schema.name)} == {"Reefs", "Récifs"}
    assert {name.language for name in graph.objects(node, schema.name)} == {"en", "fr"}
    assert str(graph.value(node, rdflib.DCTERMS.spatial)) == "FJ"
    assert str(graph.value(node, rdflib.DCTERMS.issued)) == "2020-01-01"
    assert (rdflib.URIRef(f"http://127.0.0.1:8000/id/{other.uid}"), None, None) in graph


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_empty_list_is_a_valid_file(client, extension):
    file = body(client, extension, "q=qwertz")

    if extension == "jsonld":
        assert json.loads(file)["@graph"] == []
    elif extension == "csv":
        assert len(file.splitlines()) == 1
    elif extension == "xlsx":
        assert load_workbook(io.BytesIO(file)).active.max_row == 1
    else:
        assert file == b""


# --- Cost ------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", ["csv", "jsonld"])
def test_ten_thousand_results_need_no_more_memory_than_a_thousand(extension):
    def many(number: int):
        for index in range(number):
            yield Record(
                uid=uuid.UUID(int=index),
                kind="news",
                titles={"en": f"Reef {index}"},
                texts={"en": "Reefs " * 500},
                default_language="en",
                languages=["en"],
            )

    def peak(number: int) -> int:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        size = sum(len(piece) for piece in FORMATS[extension].write(Results(many(number)), "en"))
        assert size > number * 50
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        peak(200)
        small, large = peak(1000), peak(10_000)
    finally:
        tracemalloc.stop()

    assert large < small * 1.3


@pytest.mark.parametrize("number", [10, 190])
def test_a_batch_costs_the_same_queries_whatever_its_size(
    client, number, django_assert_num_queries
):
    make_term("countries:FJ", en="Fiji")
    for index in range(number):
        make_record(titles={"en": f"Reef {index}"}, countries=("FJ",))
    body(client, "csv", "q=reef")

    with django_assert_num_queries(QUERIES):
        assert len(body(client, "csv", "q=reef").splitlines()) == number + 1


QUERIES = 7
