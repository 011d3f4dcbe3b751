"""Words of sources turned into terms of this site: by key, code or exact label, never a guess."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from exchange.harvest.items import Item
from vocabularies.folding import fold
from vocabularies.labels import canonical
from vocabularies.models import TermLabel

COUNTRIES = "countries"
# Where subjects are looked up. A country's name as a subject stays a word: "Georgia".
TOPIC_SCHEMES = (
    "gbf-targets", "gbf-goals", "aichi-targets", "sdgs", "cbd-subjects", "ecosystems",
)  # fmt: skip
CODE_LENGTHS = (2, 3)


@dataclass(frozen=True, slots=True)
class Terms:
    """What words mean here: identifiers by folded label and scheme, and known keys."""

    labels: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def country(self, text: str) -> str:
        """Return the alpha-2 code of a country named by code or exact label, or ""."""
        if len(text) in CODE_LENGTHS and (known := self.keys.get(f"{COUNTRIES}:{text.upper()}")):
            return known.partition(":")[2]
        return self._only(text, COUNTRIES).partition(":")[2]

    def topics(self, text: str) -> tuple[str, ...]:
        """Return the topic terms with this identifier, key or exact label."""
        if text in self.keys and text.partition(":")[0] in TOPIC_SCHEMES:
            return (self.keys[text],)
        by_key = (self.keys.get(f"{scheme}:{text}", "") for scheme in TOPIC_SCHEMES)
        if found := tuple(filter(None, by_key)):
            return found
        return tuple(filter(None, (self._only(text, scheme) for scheme in TOPIC_SCHEMES)))

    def _only(self, text: str, scheme: str) -> str:
        """Return the one term of the scheme with this label; "" for none or several."""
        found = self.labels.get(fold(text), {}).get(scheme, set())
        return next(iter(found)) if len(found) == 1 else ""


def terms_of(items: Iterable[Item]) -> Terms:
    """Look up the words of these items, in a fixed number of queries."""
    countries: set[str] = set()
    subjects: set[str] = set()
    for item in items:
        countries.update(item.countries)
        subjects.update(item.subjects)
    keys = {f"{COUNTRIES}:{text.upper()}" for text in countries if len(text) in CODE_LENGTHS}
    keys |= {text for text in subjects if ":" in text}
    keys |= {f"{scheme}:{text}" for scheme in TOPIC_SCHEMES for text in subjects}
    return Terms(labels=_labels(countries | subjects), keys=canonical(keys) if keys else {})


def _labels(texts: set[str]) -> dict[str, dict[str, set[str]]]:
    folded = {fold(text) for text in texts} - {""}
    found: dict[str, dict[str, set[str]]] = {}
    rows = TermLabel.objects.filter(
        folded__in=folded, term__scheme__key__in=(COUNTRIES, *TOPIC_SCHEMES)
    ).values_list(
        "folded", "term__scheme__key", "term__identifier", "term__replaced_by__identifier"
    )
    for label, scheme, identifier, successor in rows:
        found.setdefault(label, {}).setdefault(scheme, set()).add(successor or identifier)
    return found
