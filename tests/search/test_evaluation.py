"""Judged collections."""

import json
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
