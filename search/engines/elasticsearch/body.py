"""Questions as Elasticsearch's JSON: never its query syntax, always under the viewer's keys. Pure.

Whatever is asked goes through `Scope.filtered`: dead records, records behind other gates and
records of which less may be seen by now are left out of hits, counts and suggestions alike.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from records.models import Record
from search.engines.base import MAX_RESULTS, SearchRequest, Sort
from search.engines.elasticsearch.analysis import PLAIN, field_language
from search.engines.elasticsearch.documents import PUBLIC
from search.engines.elasticsearch.ranking import OTHERS, Fields, ranked
from search.facets import FACETS
from search.query import Query

MOST_VALUES = 1000
MAX_CARDINALITY = 40_000
TIMEOUT = "2s"
ONCE_MORE = 5
SHARED_TERM = 3.0
SHARED_COUNTRY = 1.0
MOST_TERMS = 50
READ = 4000

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be known: the viewer's keys, and the numbers of records to leave out."""

    keys: Collection[str] = ()
    hidden: Sequence[int] = ()

    def filtered(self, parts: Mapping[str, Any], *filters: Body) -> Body:
        """Return the parts of a `bool` query under this scope."""
        tokens = [PUBLIC, *sorted(self.keys)]
        filters = (
            {"term": {"dead": False}},
            {"terms": {"container_gate": tokens}},
            {"terms": {"restriction_gate": tokens}},
            *filters,
        )
        must_not = list(parts.get("must_not", ()))
        if self.hidden:
            must_not.append({"terms": {"record": list(self.hidden)}})
        return {
            "bool": {
                **{name: clauses for name, clauses in parts.items() if clauses},
                "filter": [*filters, *parts.get("filter", ())],
                "must_not": must_not,
            }
        }


def search_body(request: SearchRequest, parts: Mapping[str, Any], scope: Scope) -> Body:
    """Return the question for a page of hits and for all facets.

    A few hits more than the page has are asked for, in place of such as the database no
    longer shows.
    """
    start = (request.page - 1) * request.size
    left = max(MAX_RESULTS - start, 0)
    return {
        "timeout": TIMEOUT,
        "track_total_hits": True,
        "_source": False,
        "from": min(start, MAX_RESULTS),
        "size": min(request.size + ONCE_MORE, left),
        "query": scope.filtered(parts, *_changed_after(request)),
        "sort": _sort(request),
        "track_scores": True,
        "aggs": {key: _counted(key, request.filters) for key in FACETS},
        **_post_filter(request.filters),
    }


def scan_body(request: SearchRequest, parts: Mapping[str, Any], scope: Scope, *, size: int) -> Body:
    """Return the question for the next hits of everything; no counts."""
    return {
        "timeout": "10s",
        "track_total_hits": False,
        "_source": False,
        "size": size,
        "query": scope.filtered(parts, *_changed_after(request), *chosen(request.filters)),
        "sort": _sort(request),
    }


def trial_body(query: Query, *, language: str, fields: Fields, limit: int) -> Body:
    """Return the question for a judged collection: ranked as on the site."""
    return {
        "_source": False,
        "size": limit,
        "query": Scope().filtered(ranked(query, language=language, fields=fields)),
        "sort": [{"_score": "desc"}, {"_doc": "asc"}],
    }


def titles_body(text: str, languages: Iterable[str], scope: Scope, *, limit: int) -> Body:
    """Return the question for titles with all words, the last one as a beginning."""
    fields = [f"titles.{code}.{PLAIN}" for code in languages]
    titled = {
        "multi_match": {
            "query": text, "type": "bool_prefix", "operator": "and", "fields": fields,
        }
    }  # fmt: skip
    return {
        "timeout": TIMEOUT,
        "track_total_hits": False,
        "_source": False,
        "size": limit + ONCE_MORE,
        "query": scope.filtered({"must": [titled]}),
        "sort": [{"_score": "desc"}, {"record": "desc"}],
    }


def similar_body(
    record: Record, terms: Iterable[str], scope: Scope, *, language: str, limit: int
) -> Body:
    """Return the question for records like this one: by its terms and its words."""
    alike: list[Body] = [
        {
            "constant_score": {
                "filter": {"term": {"terms": term}},
                "boost": SHARED_COUNTRY if term.startswith("countries:") else SHARED_TERM,
            }
        }
        for term in sorted(terms)[:MOST_TERMS]
    ]
    for code in sorted(record.titles):
        texts = [record.titles.get(code), record.summaries.get(code), record.texts.get(code)]
        field = field_language(code)
        words = {
            "fields": [f"titles.{field}", f"summaries.{field}", f"texts.{field}"],
            "like": [str(text)[:READ] for text in texts if text],
            "min_term_freq": 1,
            "min_doc_freq": 1,
            "max_query_terms": 25,
            "minimum_should_match": "20%",
            "boost": 1.0 if field == field_language(language) else OTHERS,
        }
        alike.append({"more_like_this": words})
    itself = {"term": {"record": record.pk}}
    return {
        "timeout": TIMEOUT,
        "track_total_hits": False,
        "_source": False,
        "size": limit + ONCE_MORE,
        "query": scope.filtered({"must": [{"bool": {"should": alike}}], "must_not": [itself]}),
        "sort": [{"_score": "desc"}, {"record": "desc"}],
    }


def near_words_body(words: Sequence[str], *, limit: int) -> Body:
    """Return the question for known words near these.

    Some may stand only in what was hidden or deleted a moment ago: `known_words_body` tells
    which may be shown.
    """
    term = {"field": "public_titles", "suggest_mode": "always", "size": limit,
            "max_edits": 2, "prefix_length": 0, "min_word_length": 4}  # fmt: skip
    suggest = {f"word{number}": {"text": word, "term": term} for number, word in enumerate(words)}
    return {"timeout": TIMEOUT, "size": 0, "suggest": suggest}


def known_words_body(words: Sequence[str], hidden: Sequence[int]) -> Body:
    """Return the question which of the words stand in titles that everybody may read."""
    filters = {word: {"term": {"public_titles": word}} for word in words}
    return {
        "timeout": TIMEOUT,
        "size": 0,
        "track_total_hits": False,
        "query": Scope((), hidden).filtered({}),
        "aggs": {"words": {"filters": {"filters": filters}}},
    }


def cardinality_body(request: SearchRequest, query: Body, keys: Iterable[str]) -> Body:
    """Return the question how many values facets have, for such as have very many."""
    counted = {
        key: _under_others(
            key,
            request.filters,
            {"cardinality": {"field": f"facets.{key}", "precision_threshold": MAX_CARDINALITY}},
        )
        for key in keys
    }
    return {"timeout": TIMEOUT, "size": 0, "track_total_hits": False, "query": query,
            "aggs": counted}  # fmt: skip


def chosen(filters: Mapping[str, tuple[str, ...]], *, but: str = "") -> list[Body]:
    """Return chosen values as filters; the choice in facet `but` apart."""
    return [
        {"terms": {f"facets.{key}": list(values)}}
        for key, values in sorted(filters.items())
        if key != but and values
    ]


def _changed_after(request: SearchRequest) -> list[Body]:
    if request.changed_after is None:
        return []
    return [{"range": {"seq": {"gt": request.changed_after}}}]


def _post_filter(filters: Mapping[str, tuple[str, ...]]) -> Body:
    """Return the choices apart from the query, so that each facet is counted without its own."""
    narrowed = chosen(filters)
    return {"post_filter": {"bool": {"filter": narrowed}}} if narrowed else {}


def _counted(key: str, filters: Mapping[str, tuple[str, ...]]) -> Body:
    return _under_others(key, filters, {"terms": {"field": f"facets.{key}", "size": MOST_VALUES}})


def _under_others(key: str, filters: Mapping[str, tuple[str, ...]], counted: Body) -> Body:
    narrowed = chosen(filters, but=key)
    if not narrowed:
        return counted
    return {"filter": {"bool": {"filter": narrowed}}, "aggs": {"left": counted}}


def _sort(request: SearchRequest) -> list[Body]:
    """Return the order; the number of the record decides where all else is equal."""
    newest: list[Body] = [{"dated": "desc"}, {"record": "desc"}]
    own = f"sort_titles.{field_language(request.language)}"
    if request.sort is Sort.RELEVANCE and request.query.has_text:
        return [{"_score": "desc"}, {"record": "desc"}]
    orders: dict[Sort, list[Body]] = {
        Sort.OLDEST: [{"dated": "asc"}, {"record": "asc"}],
        Sort.START: [{"starts": {"order": "asc", "missing": "_last"}}, *newest],
        Sort.TITLE: [
            {own: {"order": "asc", "missing": "_last"}}, {"sort_title": "asc"}, {"record": "asc"},
        ],
        Sort.CHANGED: [{"seq": "desc"}, {"record": "desc"}],
    }  # fmt: skip
    return orders.get(request.sort, newest)
