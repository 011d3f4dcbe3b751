"""JSON: the CBD thesaurus, and two shapes in which its terms are passed on.

- The thesaurus API: `[{"identifier", "name", "title": {lang: text}, "shortTitle", …}]`
  (notes/records.md 3.2; "nonPreferedTerms" is its own spelling).
- Terms by domain: `{"GBF-TARGETS": {identifier: {"label": {lang: text}, "description"}}}`.
  Its labels other than English are partly machine translations and are marked so.
- Lists in an object: `{"targets": [{"identifier", "code", "title"}], "goals": […]}`.
- Names by key in an object: `{"schemas": {"nationalTarget7": "National target"}}`.
- A crosswalk: `{identifier: {"aichi": [keys], "subjects": [keys], "sdgs": [keys]}}`, which
  only relates terms that are there already.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from vocabularies.importers.parsed import (
    MAX_DEFINITION,
    ParsedLabel,
    ParsedScheme,
    ParsedTerm,
    RecordError,
    checked,
    clean_key,
    clean_language,
    clean_text,
)
from vocabularies.models import LabelKind, LabelSource

# The domains of a file that has several -> the vocabulary of this site.
DOMAINS = {
    "sdgs": "SUSTAINABLE-DEVELOPMENT-GOALS",
    "organization-types": "Organization Types",
    "gbf-targets": "GBF-TARGETS",
    "gbf-goals": "GBF-GOALS",
    "aichi-targets": "AICHI-TARGETS",
    "cbd-subjects": "CBD-SUBJECTS",
}
LISTS = ("targets", "goals", "terms")
NAMES = ("schemas", "terms")
CROSSWALK = {"aichi": "aichi-targets", "subjects": "cbd-subjects", "sdgs": "sdgs"}


def parse_json(text: str, *, scheme: str) -> ParsedScheme:
    """Parse one of the known shapes; `scheme` chooses among the domains of a file."""
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise RecordError(f"this is not JSON ({error.msg})", f"line {error.lineno}") from error
    except RecursionError as error:
        raise RecordError("the file is nested too deeply") from error
    terms = []
    for where, item, reader in _items(data, scheme):
        try:
            terms.append(reader(where, item))
        except RecordError as error:
            raise RecordError(error.reason, where) from error
    return ParsedScheme(terms=checked(terms))


def _refuse_constant(name: str) -> Any:
    raise RecordError(f"{name} is not JSON")


def _items(data: object, scheme: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(data, list):
        yield from ((f"record {n}", item, _thesaurus_term) for n, item in enumerate(data, start=1))
        return
    domain = _domain(data, scheme)
    if isinstance(domain, Mapping):
        yield from ((str(key), (key, item), _domain_term) for key, item in domain.items())
        return
    if isinstance(data, Mapping) and (name := _list_name(data, scheme)):
        rows = enumerate(data[name], start=1)
        yield from ((f"{name} {number}", item, _listed_term) for number, item in rows)
        return
    if isinstance(data, Mapping) and (names := _names(data)):
        yield from ((str(key), (key, {"label": text}), _domain_term) for key, text in names.items())
        return
    if isinstance(data, Mapping) and data and all(map(_is_crossing, data.values())):
        yield from ((str(key), (key, item), _crossing_term) for key, item in data.items())
        return
    raise RecordError(
        "this is not a list of terms: none of the known shapes of the CBD thesaurus fits"
    )


def _domain(data: object, scheme: str) -> object:
    """Return the terms of the wanted domain, or of the only one of the file."""
    if not isinstance(data, Mapping):
        return None
    domain = data.get(DOMAINS.get(scheme, scheme), data.get(scheme))
    return domain if isinstance(domain, Mapping) else None


def _list_name(data: Mapping[str, Any], scheme: str) -> str:
    names = [name for name in LISTS if isinstance(data.get(name), list)]
    wanted = [name for name in names if scheme.endswith(name)]
    return (wanted or names or [""])[0]


def _names(data: Mapping[str, Any]) -> Mapping[str, Any]:
    found = (data[name] for name in NAMES if isinstance(data.get(name), Mapping))
    return next(found, {})


def _mapping(item: object) -> Mapping[str, Any]:
    if not isinstance(item, Mapping):
        raise RecordError(f"an object was expected, not {type(item).__name__}")
    return item


def _texts(value: object, *, limit: int = 500) -> dict[str, str]:
    """Return language -> text of an `lstring`; a bare text is English."""
    if value in (None, "", {}, []):
        return {}
    pairs = {"en": value} if isinstance(value, str) else _mapping(value)
    cleaned = {
        clean_language(str(tag)): clean_text(text, limit=limit) for tag, text in pairs.items()
    }
    return {language: text for language, text in cleaned.items() if text}


def _thesaurus_term(where: str, item: object) -> ParsedTerm:
    term = _mapping(item)
    titles = _texts(term.get("title")) or _texts(term.get("name"))
    if not titles:
        raise RecordError("the term has no title")
    short = _texts(term.get("shortTitle"))
    preferred = titles | short
    alternatives = {(language, text) for language, text in titles.items()} - set(preferred.items())
    others = _texts(term.get("name")).items() - preferred.items() - alternatives
    return ParsedTerm(
        key=clean_key(term.get("identifier")),
        where=where,
        notation=clean_text(term.get("code"), limit=60),
        labels=(
            *(ParsedLabel(language, text) for language, text in preferred.items()),
            *(
                ParsedLabel(language, text, LabelKind.ALTERNATIVE)
                for language, text in sorted(alternatives | set(others))
            ),
        ),
        definitions=_texts(term.get("longDescription"), limit=MAX_DEFINITION)
        or _texts(term.get("description"), limit=MAX_DEFINITION),
        broader=_keys(term, "broaderTerms"),
        related=_keys(term, "relatedTerms"),
        aliases=_keys(term, "nonPreferedTerms"),
        facts={"group": group} if (group := clean_text(term.get("group"))) else {},
    )


def _listed_term(where: str, item: object) -> ParsedTerm:
    """A term of a list that somebody keyed: its wording is not official."""
    term = _thesaurus_term(where, item)
    return replace(
        term,
        labels=tuple(replace(label, source=LabelSource.LOCAL) for label in term.labels),
        definition_source=LabelSource.LOCAL,
    )


def _keys(term: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the keys of a list of identifiers, or of objects that have one."""
    value = term.get(name) or []
    if not isinstance(value, list):
        raise RecordError(f"“{name}” is not a list")
    items = (item.get("identifier") if isinstance(item, Mapping) else item for item in value)
    return tuple(dict.fromkeys(clean_key(item) for item in items))


def _domain_term(where: str, pair: tuple[str, object]) -> ParsedTerm:
    key, item = pair
    term = _mapping(item)
    labels = _texts(term.get("label"))
    if not labels:
        raise RecordError("the term has no label")
    return ParsedTerm(
        key=clean_key(key),
        where=where,
        labels=tuple(
            ParsedLabel(
                language,
                text,
                source=LabelSource.OFFICIAL if language == "en" else LabelSource.MACHINE,
            )
            for language, text in labels.items()
        ),
        definitions={
            language: text
            for language, text in _texts(term.get("description"), limit=MAX_DEFINITION).items()
            if language == "en"
        },
    )


def _is_crossing(item: object) -> bool:
    return isinstance(item, Mapping) and bool(item.keys() & CROSSWALK.keys())


def _crossing_term(where: str, pair: tuple[str, Mapping[str, Any]]) -> ParsedTerm:
    key, item = pair
    related = (
        f"{scheme}:{target}" for name, scheme in CROSSWALK.items() for target in _keys(item, name)
    )
    return ParsedTerm(key=clean_key(key), where=where, related=tuple(related))
