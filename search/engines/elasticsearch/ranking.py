"""What ranks: a parsed query as Elasticsearch's query of the texts. Pure (decision 0076).

Each language is one clause over its fields, because only fields of one analyzer can be
weighed as one text. The best language counts: the reader's fully, others less.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from search import acronyms
from search.analysis.scripts import spans
from search.engines.elasticsearch.analysis import CJK, PLAIN, field_language
from search.query import Clause, Query
from vocabularies.folding import fold

WEIGHTS = (("titles", 3), ("labels", 3), ("summaries", 2), ("texts", 1))
OTHERS = 0.3
TIE = 0.1
SINGLES = 1.0
PAIR = 2
NAMES = 0.8
FILES = 0.5
CONCEPT = 4.0
WHOLE_CONCEPT = 12.0
SPELLED_OUT = 0.5
SAME_TITLE = 12.0
RECENT = 0.3
RECENT_PIVOT = "730d"
PHRASE = 1.0
ALL_WORDS = 1.0
SLOP = 2
SHOWN_PASSAGES = 2

Clauses = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Fields:
    """The languages in which the index has texts, and those in which it has files."""

    languages: tuple[str, ...]
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concepts:
    """The terms that a text names, with all narrower ones; `weight` is what one adds."""

    terms: Collection[str] = ()
    weight: float = CONCEPT

    def clause(self, weight: float) -> Clauses:
        """Return what a record with one of the terms scores."""
        terms = {"terms": {"terms": sorted(self.terms)}}
        return [{"constant_score": {"filter": terms, "boost": weight}}] if self.terms else []


NO_CONCEPTS = Concepts()


def ranked(
    query: Query, *, language: str, fields: Fields, concepts: Concepts = NO_CONCEPTS
) -> dict[str, Any]:
    """Return the parts of a `bool` query: what must be there, what must not, what adds.

    A term that the text names finds the records that carry it, and adds to all of them.
    """
    own = field_language(language)
    languages = list(dict.fromkeys((own, *fields.languages)))
    titles = [clause for clause in query.words if clause.field]
    found: dict[str, Any] = {
        "filter": [_phrase(phrase, languages, fields.passages) for phrase in query.phrases],
        "must": [_titled(clause, languages) for clause in titles],
        "must_not": [_phrase(clause, languages, ()) for clause in query.exclusions],
        "should": [],
    }
    if query.text:
        finding = _finding(query, own, languages, fields.passages, concepts)
        found["should" if query.phrases else "must"].append(finding)
        found["should"] += [*_favouring(query.text, own), *concepts.clause(concepts.weight)]
    return found


def similar_spelling(query: Query, *, language: str, fields: Fields) -> dict[str, Any]:
    """Return the parts of a query that forgives slips, for when nothing was found as written."""
    languages = list(dict.fromkeys((field_language(language), *fields.languages)))
    text = " ".join(clause.text for clause in (*query.words, *query.phrases))
    return {
        "must": [
            {
                "multi_match": {
                    "query": text,
                    "fields": [
                        *(f"titles.{code}.{PLAIN}^3" for code in languages),
                        *(f"{name}.{code}" for code in languages for name, _weight in WEIGHTS),
                        "names",
                    ],
                    "fuzziness": "AUTO",
                    "prefix_length": 1,
                    "tie_breaker": TIE,
                }
            }
        ],
        "must_not": [_phrase(clause, languages, ()) for clause in query.exclusions],
    }


def _finding(
    query: Query,
    own: str,
    languages: Sequence[str],
    passages: Sequence[str],
    concepts: Concepts,
) -> dict[str, Any]:
    """Return the alternatives of which a record must have one."""
    text = query.text
    queries: Clauses = [
        _in_language(text, language, 1.0 if language == own else OTHERS) for language in languages
    ]
    queries.append(
        {
            "match": {
                "names": {"query": text, "fuzziness": "AUTO", "prefix_length": 2, "boost": NAMES}
            }
        }
    )
    queries += _spelled_out(query, languages)
    queries += concepts.clause(0.0)
    if passages:
        found = [
            {"match": {f"passages.text.{code}": {"query": text, "boost": FILES}}}
            for code in passages
        ]
        queries.append(_in_files({"dis_max": {"queries": found}}, shown=True))
    return {"dis_max": {"tie_breaker": TIE, "queries": queries}}


def _spelled_out(query: Query, languages: Sequence[str]) -> Clauses:
    """Return what the acronyms of a query stand for, in the languages of the index."""
    found = (reading for clause in query.words for reading in acronyms.readings(clause.text))
    return [
        {
            "multi_match": {
                "query": form,
                "type": "phrase",
                "fields": [f"{name}.{language}^{weight}" for name, weight in WEIGHTS],
                "boost": SPELLED_OUT,
            }
        }
        for language, form in found
        if language in languages
    ]


def _in_language(text: str, language: str, boost: float) -> dict[str, Any]:
    """Return a clause over the fields of a language.

    Of Chinese, Japanese and Korean a pair of characters finds, or two single ones anywhere
    of three or more, or the only one that is asked for; then all of them count.
    """
    pairs = _combined(text, _weighted(language), boost)
    runs = [len(span.text) for span in spans(text) if span.unspaced] if language in CJK else ()
    if not runs:
        return pairs
    singles = _combined(text, _weighted(language, f".{PLAIN}"), boost * SINGLES)
    if max(runs) == 1:
        return {"bool": {"should": [pairs, singles]}}
    if sum(runs) <= PAIR:
        return {"bool": {"must": [pairs], "should": [singles]}}
    two = _combined(text, _weighted(language, f".{PLAIN}"), 0.0)
    two["combined_fields"]["minimum_should_match"] = 2
    return {"bool": {"must": [{"bool": {"should": [pairs, two]}}], "should": [singles]}}


def _combined(
    text: str, fields: list[str], boost: float = 1.0, operator: str = "or"
) -> dict[str, Any]:
    return {
        "combined_fields": {"query": text, "fields": fields, "operator": operator, "boost": boost}
    }


def _weighted(language: str, subfield: str = "") -> list[str]:
    return [f"{name}.{language}{subfield}^{weight}" for name, weight in WEIGHTS]


def _favouring(text: str, own: str) -> Clauses:
    """Return what raises records that were found: order, completeness, title and date."""
    favours: Clauses = [
        {
            "multi_match": {
                "query": text,
                "type": "phrase",
                "slop": SLOP,
                "fields": [f"titles.{own}^4", f"texts.{own}"],
                "boost": PHRASE,
            }
        },
        _combined(text, _weighted(own), ALL_WORDS, "and"),
        {"distance_feature": {"field": "dated", "origin": "now/d", "pivot": RECENT_PIVOT,
                              "boost": RECENT}},
    ]  # fmt: skip
    if folded := fold(text):
        same = {"term": {"folded_titles": folded[:255]}}
        favours.append({"constant_score": {"filter": same, "boost": SAME_TITLE}})
    return favours


def _titled(clause: Clause, languages: Sequence[str]) -> dict[str, Any]:
    fields = _title_fields(languages)
    return {"multi_match": {"query": clause.text, "fields": fields, "operator": "and"}}


def _phrase(clause: Clause, languages: Sequence[str], passages: Iterable[str]) -> dict[str, Any]:
    """Return a clause for words that stand one behind the other, in one text."""
    fields = _title_fields(languages)
    if not clause.field:
        names = [name for name, _weight in WEIGHTS[1:]]
        fields += [f"{name}.{code}" for code in languages for name in names]
        fields += [f"{name}.{code}.{PLAIN}" for code in languages if code in CJK for name in names]
        fields.append("names")
    phrase = {"multi_match": {"query": clause.text, "type": "phrase", "fields": fields}}
    in_files = [{"match_phrase": {f"passages.text.{code}": clause.text}} for code in passages]
    if not in_files or clause.field:
        return phrase
    return {"bool": {"should": [phrase, _in_files({"bool": {"should": in_files}}, shown=False)]}}


def _title_fields(languages: Sequence[str]) -> list[str]:
    return [f"titles.{code}{subfield}" for code in languages for subfield in ("", f".{PLAIN}")]


def _in_files(query: dict[str, Any], *, shown: bool) -> dict[str, Any]:
    """Return a clause over the passages of files; the best of them counts and may be shown."""
    nested = {"path": "passages", "query": query, "score_mode": "max"}
    if shown:
        nested["inner_hits"] = {
            "size": SHOWN_PASSAGES,
            "_source": False,
            "docvalue_fields": ["passages.number"],
        }
    return {"nested": nested}
