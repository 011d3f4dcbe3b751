"""What a reader typed, as a small tree that every engine understands. Pure.

    coral reefs "marine protected areas" -fishing country:FJ title:island

Words are alternatives, a phrase must be there, an exclusion must not. `field:value` narrows
to a facet (`FACET_FIELDS`) or to the title; any other name is plain text. Nothing fails: what
cannot be understood is searched for as it stands, and what is too long is cut.
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_CHARACTERS = 1000
MAX_CLAUSES = 100
MAX_WORDS = 64
TEXT_FIELDS = frozenset({"title"})
FACET_FIELDS = frozenset(
    {
        "kind", "country", "region", "topic", "target", "sdg", "ecosystem",
        "language", "year", "source", "licence", "origin",
    }
)  # fmt: skip
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
CLAUSE = re.compile(
    r"""
    (?P<minus>(?<!\S)[-−–])?
    (?:(?P<field>[A-Za-z]{2,12})[:：](?=\S))?
    (?: "(?P<phrase>[^"]*)" | (?P<word>[^\s"]+) )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A text to look for. `field` is "" or one of `TEXT_FIELDS`."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """The tree: `text` is what the reader meant as running text, for the concept matcher.

    `fields` are (facet, value) pairs in the order of the text.
    """

    text: str = ""
    words: tuple[Clause, ...] = ()
    phrases: tuple[Clause, ...] = ()
    exclusions: tuple[Clause, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for, so that everything is listed."""
        return not (self.words or self.phrases or self.exclusions or self.fields)

    @property
    def has_text(self) -> bool:
        """Whether something must be found in the texts."""
        return bool(self.words or self.phrases)


def parse(text: str) -> Query:
    """Return the tree of any text whatever. An unbalanced quote counts as a space."""
    cleaned = clean(text)
    if cleaned.count('"') % 2:
        before, _, after = cleaned.rpartition('"')
        cleaned = f"{before} {after}"
    parts: dict[str, list[Clause]] = {"words": [], "phrases": [], "exclusions": []}
    fields: list[tuple[str, str]] = []
    for match in list(CLAUSE.finditer(cleaned))[:MAX_CLAUSES]:
        _sort_in(match, parts, fields)
    words = tuple(parts["words"][:MAX_WORDS])
    phrases = tuple(parts["phrases"])
    return Query(
        text=" ".join(clause.text for clause in (*words, *phrases) if not clause.field),
        words=words,
        phrases=phrases,
        exclusions=tuple(parts["exclusions"]),
        fields=tuple(fields),
    )


def clean(text: str) -> str:
    """Return the text in one line, composed, without control and direction marks, cut."""
    shown = "".join(
        " " if character.isspace() or category == "Cc" else character
        for character in unicodedata.normalize("NFC", text[: MAX_CHARACTERS * 2])
        if (category := unicodedata.category(character)) not in {"Cf", "Cs", "Co", "Cn"}
        or character in "\u200c\u200d"
    )
    return " ".join(shown.translate(QUOTES).split())[:MAX_CHARACTERS].strip()


def _sort_in(
    match: re.Match[str], parts: dict[str, list[Clause]], fields: list[tuple[str, str]]
) -> None:
    phrase, word = match["phrase"], match["word"]
    value = (phrase if word is None else word).strip()
    field = (match["field"] or "").lower()
    if field and field not in TEXT_FIELDS | FACET_FIELDS:
        value, field = f"{match['field']} {value}", ""
        phrase = None
    if not any(character.isalnum() for character in value):
        return
    if match["minus"]:
        parts["exclusions"].append(Clause(value, field if field in TEXT_FIELDS else ""))
    elif field in FACET_FIELDS:
        fields.append((field, value))
    elif phrase is not None:
        parts["phrases"].append(Clause(value, field))
    else:
        parts["words"].append(Clause(value, field))
