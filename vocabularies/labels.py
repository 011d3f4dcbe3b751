"""What terms are called, in the reader's language or honestly in another."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language_info

from vocabularies.models import LabelKind, Term, TermAlias, TermLabel
from vocabularies.stamp import Kept

FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the language it is really in and where the wording comes from."""

    text: str
    language: str
    source: str

    @property
    def direction(self) -> str:
        """Return ltr or rtl; auto when the language is not known to Django."""
        return direction_of(self.language)

    def __str__(self) -> str:
        return self.text


_kept: Kept[str, dict[str, Label]] = Kept()
_canonical: Kept[str, str] = Kept()


def labels_for(identifiers: Iterable[str], language: str) -> dict[str, Label]:
    """Return the label of each term that exists, by the identifier asked for.

    Language order: the one asked for, its base ("pt" for "pt-br"), English, any. An alias
    ("countries:FJI") gives the label of its term. One or two queries for any number of
    identifiers, fewer when they were asked for before.
    """
    by_language = _kept.get_many(identifiers, _load)
    return {identifier: choose(labels, language) for identifier, labels in by_language.items()}


def all_labels_for(identifiers: Iterable[str]) -> dict[str, dict[str, Label]]:
    """Return the preferred labels of each term that exists, by identifier and language."""
    return _kept.get_many(identifiers, _load)


def canonical(identifiers: Iterable[str]) -> dict[str, str]:
    """Return the identifier in use for each one that is known.

    Aliases give their term, replaced terms their successor. What nobody knows is missing.
    """
    return _canonical.get_many(identifiers, _load_canonical)


def choose(labels: dict[str, Label], language: str) -> Label:
    """Return the best of a term's labels for a reader of `language`."""
    base = language.partition("-")[0]
    related = (key for key in labels if key.partition("-")[0] == base)
    for candidate in (language, base, *related, FALLBACK_LANGUAGE, *sorted(labels)):
        if candidate in labels:
            return labels[candidate]
    raise KeyError(language)


def direction_of(language: str) -> str:
    """Return ltr or rtl; auto when the language is not known to Django."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"


def _load(identifiers: set[str]) -> dict[str, dict[str, Label]]:
    found = _preferred(identifiers)
    missing = identifiers - found.keys()
    terms = _aliased(missing) if missing else {}
    if terms:
        labels = _preferred(set(terms.values()))
        found |= {alias: labels[term] for alias, term in terms.items() if term in labels}
    return found


def _preferred(identifiers: set[str]) -> dict[str, dict[str, Label]]:
    rows = TermLabel.objects.filter(
        term__identifier__in=identifiers, kind=LabelKind.PREFERRED
    ).values_list("term__identifier", "language", "text", "source")
    found: dict[str, dict[str, Label]] = {}
    for identifier, language, text, source in rows:
        found.setdefault(identifier, {})[language] = Label(text, language, source)
    return found


def _aliased(identifiers: set[str]) -> dict[str, str]:
    """Return alias identifier -> identifier of its term."""
    keys: dict[str, set[str]] = {}
    for identifier in identifiers:
        scheme, separator, key = identifier.partition(":")
        if separator and key:
            keys.setdefault(scheme, set()).add(key)
    condition = Q()
    for scheme, aliases in keys.items():
        condition |= Q(scheme__key=scheme, key__in=aliases)
    if not condition:
        return {}
    rows = TermAlias.objects.filter(condition).values_list("scheme__key", "key", "term__identifier")
    return {f"{scheme}:{key}": term for scheme, key, term in rows}


def _load_canonical(identifiers: set[str]) -> dict[str, str]:
    aliased = _aliased(identifiers)
    wanted = (identifiers - aliased.keys()) | set(aliased.values())
    successors = _successors(wanted)
    answer = {}
    for identifier in identifiers:
        term = aliased.get(identifier, identifier)
        if term in successors:
            answer[identifier] = successors[term]
    return answer


def _successors(identifiers: set[str]) -> dict[str, str]:
    """Return term -> itself or the last of its successors; chains of any length end."""
    step: dict[str, str | None] = {}
    pending = set(identifiers)
    while pending:
        rows = dict(
            Term.objects.identified_by(pending).values_list("identifier", "replaced_by__identifier")
        )
        step |= rows
        pending = {after for after in rows.values() if after and after not in step}
    return {identifier: _last(identifier, step) for identifier in identifiers & step.keys()}


def _last(identifier: str, step: dict[str, str | None]) -> str:
    seen = {identifier}
    while (after := step.get(identifier)) and after not in seen:
        seen.add(after)
        identifier = after
    return identifier
