"""The index: one document per record, a field per language (docs/decisions/0075). Pure.

Nothing is added by itself (`dynamic: strict`): a slip in `documents` is an error, not a
field that nobody searches.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from search.engines.elasticsearch.analysis import CJK, LANGUAGES, PLAIN, WORDS, analysis
from search.facets import FACETS

FIELD_LIMIT = 600
LONGEST_PREFIX = 12
KEYWORD = {"type": "keyword"}

Field = dict[str, Any]


def index_body() -> dict[str, Any]:
    """Return settings and mappings of a new index; `_meta.schema` is `SCHEMA`."""
    body = _body()
    body["mappings"]["_meta"] = {"schema": SCHEMA}
    return body


def _body() -> dict[str, Any]:
    return {
        "settings": {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "1s",
            "index.mapping.total_fields.limit": FIELD_LIMIT,
            "analysis": analysis(),
        },
        "mappings": {"dynamic": "strict", "properties": _properties()},
    }


def _properties() -> dict[str, Field]:
    return {
        "record": {"type": "long"},
        "uid": KEYWORD,
        "seq": {"type": "long"},
        "dead": {"type": "boolean"},
        "container_gate": KEYWORD,
        "restriction_gate": KEYWORD,
        "facets": {"properties": dict.fromkeys(FACETS, KEYWORD)},
        "terms": KEYWORD,
        "dated": {"type": "date"},
        "starts": {"type": "date"},
        "titles": _by_language(_title),
        "summaries": _by_language(_text),
        "texts": _by_language(_text),
        "labels": _by_language(_text),
        "names": {"type": "text", "analyzer": PLAIN},
        "folded_titles": KEYWORD,
        "sort_title": KEYWORD,
        "sort_titles": _by_language(lambda _language: KEYWORD),
        "public_titles": {"type": "text", "analyzer": WORDS},
        "passages": {
            "type": "nested",
            "properties": {
                "number": {"type": "long"},
                "text": _by_language(_text),
            },
        },
    }


def _by_language(field: Callable[[str], Field]) -> Field:
    return {"properties": {language: field(language) for language in LANGUAGES}}


def _text(language: str) -> Field:
    """Return a text; single characters of Chinese, Japanese and Korean are beside the pairs."""
    text: Field = {"type": "text", "analyzer": language}
    return (
        text | {"fields": {PLAIN: {"type": "text", "analyzer": PLAIN}}} if language in CJK else text
    )


def _title(language: str) -> Field:
    """Return a title: also as it is written, for beginnings of words."""
    return {
        "type": "text",
        "analyzer": language,
        "fields": {
            PLAIN: {
                "type": "text",
                "analyzer": PLAIN,
                "index_prefixes": {"min_chars": 1, "max_chars": LONGEST_PREFIX},
            }
        },
    }


def _schema() -> str:
    text = json.dumps(_body(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


SCHEMA = _schema()
