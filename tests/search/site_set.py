"""Questions to the demonstration in a language that the answers are not written in.

Each of its things becomes a record with the text of one language only. A question is the
label of a term in another language; its answers are all that carries the term.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from cms.demo.content import Item, items
from cms.demo.pages import TERMS
from records.data import RecordData
from vocabularies.folding import fold
from vocabularies.hierarchy import with_broader
from vocabularies.labels import all_labels_for

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TEXTS = ("challenge", "impacts", "replicability", "body", "description")
DEPTH = 25
# What no record of the demonstration is about, in words that none of its texts has.
WITHOUT_ANSWER = {
    "en": ("quantum chromodynamics", "typewriter ribbon", "violin sonata", "saxophone",
           "dentistry"),
    "fr": ("thermodynamique statistique", "saxophone", "philatélie", "escrime",
           "dodécaphonisme"),
    "es": ("criptomoneda", "ajedrez", "odontología", "zarzuela", "mecanografía"),
    "ru": ("шахматы", "стоматология", "кубофутуризм", "криптовалюта", "балалайка"),
    "ar": ("شطرنج", "بيتزا", "دوديكافونية", "أوبرا", "بلوكتشين"),
    "zh-hans": ("钢琴奏鸣曲", "象棋", "牙科", "比特币", "歌剧"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A label in a language and the identifiers of all that must be found."""

    text: str
    language: str
    answers: frozenset[UUID]


def site_records() -> list[RecordData]:
    """The things of the demonstration that carry terms, each in one language, turn about."""
    tagged = [(item, terms) for item in items() if (terms := terms_of(item))]
    return [record_of(item, terms, place) for place, (item, terms) in enumerate(tagged)]


def terms_of(item: Item) -> tuple[str, ...]:
    """The identifiers of the terms of an item; its countries are no terms of a record."""
    return tuple(
        sorted(
            form.format(value)
            for key, (_field, form) in TERMS.items()
            if key != "countries"
            for value in item.values.get(key, ())
        )
    )


def record_of(item: Item, terms: tuple[str, ...], place: int) -> RecordData:
    """The item in its place's turn of the languages that it is written in."""
    written = [code for code in LANGUAGES if code == "en" or code in item.translations]
    language = written[place % len(written)]
    values = item.in_language(language)
    return RecordData(
        uid=item.uid,
        kind=item.kind,
        titles={language: str(values["title"])},
        summaries={language: str(values.get("summary", ""))},
        texts={language: "\n".join(str(values.get(name, "")) for name in TEXTS)},
        default_language=language,
        terms=terms,
        countries=tuple(sorted(item.values.get("countries", ()))),
    )


def questions(records: list[RecordData]) -> Iterator[Question]:
    """Every label whose answers fit on the first page, if any is in another language."""
    carrying: dict[str, set[UUID]] = defaultdict(set)
    for record in records:
        countries = (f"countries:{code}" for code in record.countries)
        for identifier in with_broader([*record.terms, *countries]):
            carrying[identifier].add(record.uid)
    written = {record.uid: record.default_language for record in records}
    for (language, text), terms in sorted(labels_of(carrying).items()):
        everything = set().union(*(carrying[term] for term in terms))
        answers = frozenset(uid for uid in everything if written[uid] != language)
        if answers and len(everything) <= DEPTH:
            yield Question(text, language, answers)


def labels_of(carrying: Mapping[str, set[UUID]]) -> dict[tuple[str, str], set[str]]:
    """The terms that each label names: a label may be shared."""
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for identifier, labels in all_labels_for(carrying).items():
        for label in labels.values():
            text = shown.setdefault(fold(label.text), label.text)
            named[label.language, text].add(identifier)
    return named
