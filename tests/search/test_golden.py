"""The index and the questions asked of it, as reviewed JSON files; no server is needed.

After a deliberate change write them anew, and read the difference:

    CHM_WRITE_GOLDEN=1 python -m pytest tests/search/test_golden.py
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from records.audiences import Viewer
from records.models import Record
from search.engines.base import SearchRequest, Sort
from search.engines.elasticsearch import body, mapping
from search.engines.elasticsearch.ranking import Concepts, Fields, ranked, similar_spelling
from search.query import parse

GOLDEN = Path(__file__).parent / "golden"
FIELDS = Fields(languages=("en", "fr", "und", "zh"), passages=("en", "fr"))
SCOPE = body.Scope(keys=("restriction:7", "community:12"), hidden=(4, 9))


def request(text: str, **options: Any) -> SearchRequest:
    options.setdefault("language", "fr")
    return SearchRequest(query=parse(text), viewer=Viewer.anonymous(), **options)


def asked(found: SearchRequest, *, fields: Fields = FIELDS, concepts: tuple[str, ...] = ()) -> Any:
    parts = ranked(found.query, language=found.language, fields=fields, concepts=Concepts(concepts))
    return body.search_body(found, parts, SCOPE)


def bodies() -> dict[str, Any]:
    """Every question by the name of its file."""
    words = request("récifs coralliens NBSAP")
    relaxed = similar_spelling(words.query, language="fr", fields=FIELDS)
    record = Record(pk=3, titles={"fr": "Récifs"}, summaries={"fr": "Coraux"}, texts={})
    everything = request("", sort=Sort.NEWEST, page=3, size=10)
    return {
        "mapping": mapping.index_body(),
        "query_words": asked(words, concepts=("cbd-subjects:REEF",)),
        "query_everything": asked(everything),
        "query_operators": asked(request('coral "protected areas" -fishing title:island')),
        "query_facets": asked(
            request("coral", filters={"kind": ("news",), "country": ("FJ", "TO")})
        ),
        "query_chinese": asked(request("红树林", language="zh-hans"), fields=Fields(("en", "zh"))),
        "query_similar_spelling": body.search_body(words, relaxed, SCOPE),
        "query_scan": body.scan_body(
            request("coral", sort=Sort.CHANGED, changed_after=7),
            ranked(parse("coral"), language="en", fields=Fields(("en",))),
            SCOPE,
            size=200,
        ),
        "query_titles": body.titles_body("outer isl", ("en", "fr"), SCOPE, limit=8),
        "query_more_like_this": body.similar_body(
            record, ("cbd-subjects:REEF", "countries:FJ"), SCOPE, language="fr", limit=4
        ),
        "query_near_words": body.near_words_body(["mangrovse"], limit=4),
        "query_known_words": body.known_words_body(["mangrovse", "mangroves"], (4, 9)),
    }


def written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", bodies())
def test_the_question_is_the_reviewed_one(name):
    path = GOLDEN / f"{name}.json"
    if os.environ.get("CHM_WRITE_GOLDEN") == "1":
        path.write_text(written(bodies()[name]), encoding="utf-8")

    assert path.read_text(encoding="utf-8") == written(bodies()[name])


def test_every_file_is_compared():
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(bodies())


@pytest.mark.parametrize(
    "typed",
    [
        "title:(a OR b)",
        "a AND NOT b",
        "text:*",
        "/.*/",
        'x" OR "1"="1',
        "a~2^5",
        "{!q} [1 TO 2]",
        "*:*",
    ],
)
def test_no_syntax_of_elasticsearch_gets_through(typed):
    question = written(asked(request(typed)))

    for parser in ("query_string", "script", "regexp", "wildcard"):
        assert parser not in question


@pytest.mark.parametrize("name", sorted(set(bodies()) - {"mapping", "query_near_words"}))
def test_every_question_is_under_the_viewers_keys(name):
    required = bodies()[name]["query"]["bool"]

    gates = [clause["terms"] for clause in required["filter"] if "terms" in clause]
    assert {"term": {"dead": False}} in required["filter"]
    for gate in ("container_gate", "restriction_gate"):
        assert any(gate in terms and "public" in terms[gate] for terms in gates)
    assert {"terms": {"record": [4, 9]}} in required["must_not"]


def test_a_changed_mapping_is_another_schema():
    assert mapping.index_body()["mappings"]["_meta"] == {"schema": mapping.SCHEMA}
    assert len(mapping.SCHEMA) <= 64
