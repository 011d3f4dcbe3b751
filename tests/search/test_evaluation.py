"""Judged collections."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from records.audiences import Viewer
from search.actions import search
from search.evaluation import average_precision, ndcg, recall
from tests.factories.records import make_record


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    documents = [
        {"id": "1", "lang": "en", "title": "Coral reefs", "text": "Reefs of the Pacific"},
        {"id": "2", "lang": "en", "title": "Forests", "text": "Trees"},
        {"id": "3", "lang": "xx", "title": "Vaka", "text": "Moana nui"},
        {"id": "4", "text": "No language"},
    ]
    queries = [
        {"id": "a", "lang": "en", "text": "reef"},
        {"id": "b", "lang": "xx", "text": "moana"},
        {"id": "c", "lang": "en", "text": "not judged"},
    ]
    for name, rows in (("docs", documents), ("queries", queries)):
        lines = (json.dumps(row) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    (tmp_path / "qrels.tsv").write_text("query_id\tdoc_id\tgrade\na\t1\t2\nb\t3\t1\n")
    return tmp_path


def test_measures_follow_their_definitions():
    grades = {"x": 2, "y": 1}

    assert ndcg(["x", "y"], grades, 10) == 1.0
    assert 0 < ndcg(["z", "y", "x"], grades, 10) < 1
    assert average_precision(["z", "x", "y"], grades) == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert recall(["x"], grades, 100) == 0.5


@pytest.mark.django_db
def test_figures_come_by_language_as_json(collection, capsys):
    call_command("evaluate_search", collection, "--json")

    figures = json.loads(capsys.readouterr().out)["languages"]
    assert figures["en"]["ndcg@10"] == figures["xx"]["ndcg@10"] == 1.0
    assert figures["en"]["queries"] == 1


@pytest.mark.django_db
def test_the_sites_own_index_is_untouched(collection):
    record = make_record(titles={"en": "Coral reefs of the site"})

    call_command("evaluate_search", collection)

    response = search(viewer=Viewer.anonymous(), text="reefs", language="en")
    assert [hit.uid for hit in response.hits] == [record.uid]


@pytest.mark.django_db
def test_a_folder_that_is_no_collection_is_refused_with_the_reason(tmp_path):
    with pytest.raises(CommandError, match=r"docs\.jsonl"):
        call_command("evaluate_search", tmp_path)


@pytest.mark.django_db
def test_a_broken_line_is_named(collection):
    (collection / "docs.jsonl").write_text('{"id": "1"}\nnonsense\n')

    with pytest.raises(CommandError, match="line 2"):
        call_command("evaluate_search", collection)


@pytest.fixture
def judged(collection: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict]:
    """Evaluate the collection and return its figures by language."""

    def figures(*options: str) -> dict:
        call_command("evaluate_search", collection, "--json", *options)
        return json.loads(capsys.readouterr().out)["languages"]

    return figures


@pytest.mark.django_db
@pytest.mark.parametrize(
    "judgments",
    ["a 0 1 2\nb 0 3 1\n", "a\tQ0\t1\t2\r\nb\tQ0\t3\t1\r\n", "\ufeffa\t1\t2\n\nb\t3\t1",
     "query-id\tcorpus-id\tscore\na\t1\t2\nb\t3\t1\na\t2\t0\n"],
)  # fmt: skip
def test_judgments_of_other_makes_are_read(collection, judged, judgments):
    (collection / "qrels.tsv").write_bytes(judgments.encode())

    assert {row["ndcg@10"] for row in judged().values()} == {1.0}


@pytest.mark.django_db
def test_a_byte_order_mark_and_line_ends_of_windows_do_no_harm(collection, judged):
    for name in ("docs.jsonl", "queries.jsonl", "qrels.tsv"):
        text = (collection / name).read_text().replace("\n", "\r\n")
        (collection / name).write_bytes(("\ufeff" + text).encode())

    assert {row["ndcg@10"] for row in judged().values()} == {1.0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "shown"),
    [("zh", "zh"), ("zh-Hans", "zh-hans"), ("zh_Hans", "zh-hans"), ("und", "und"), (None, "und"),
     ("x-klingon", "x-klingon"), ("", "und")],
)  # fmt: skip
def test_any_code_of_a_language_is_taken(collection, judged, written, shown):
    rows = [{"id": "1", "lang": written, "title": None, "text": "海 moana \ud800 \x00"}]
    (collection / "docs.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (collection / "queries.jsonl").write_text(
        json.dumps({"id": "a", "lang": written, "text": "moana \ud800"})
    )

    assert judged() == {shown: {"queries": 1, "ndcg@10": 1.0, "map": 1.0, "recall@100": 1.0}}


@pytest.mark.django_db
def test_another_file_of_judgments_can_be_named(collection, judged):
    (collection / "qrels.cross.tsv").write_text("a\t2\t1\n")

    assert judged("--qrels", "qrels.cross.tsv")["en"]["ndcg@10"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("qrels.tsv", b"a\t1\n", "qrels.tsv, line 1: expected a query"),
        ("qrels.tsv", b"a\t1\t1\nb\t3\tgood\n", "line 2: 'good' is not a whole number"),
        ("qrels.tsv", b"other\t1\t1\n", "No query of queries.jsonl has a relevant document"),
        ("docs.jsonl", b'{"id": "\xff"}', "not in UTF-8"),
        ("docs.jsonl", b'{"id": "1"}\n{"id": "1"}\n', "line 2: the id '1' is repeated"),
        ("docs.jsonl", b'["id"]\n', "line 1: an object with an id"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(collection, name, content, message):
    (collection / name).write_bytes(content)

    with pytest.raises(CommandError, match=message):
        call_command("evaluate_search", collection)


@pytest.mark.django_db
def test_elasticsearch_without_an_address_is_refused(collection, settings):
    settings.ELASTICSEARCH_URL = []

    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("evaluate_search", collection, "--engine", "elasticsearch")
