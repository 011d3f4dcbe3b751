"""What parsers return, and how they refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vocabularies.models import LabelKind, LabelSource

MAX_TERMS = 100_000
MAX_LABEL = 500
MAX_KEY = 120
MAX_DEFINITION = 20_000
# Languages as other systems write them -> ours. Tags are compared in lower case.
LANGUAGES = {
    "zh": "zh-hans", "cn": "zh-hans", "zh-cn": "zh-hans", "zh-hans-cn": "zh-hans", "zho": "zh-hans",
    "zh-tw": "zh-hant", "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar",
}  # fmt: skip


class VocabularyFileError(Exception):
    """A file that is refused: its name, the line or record, and the reason in words."""

    def __init__(self, file: str, where: str, reason: str) -> None:
        super().__init__(": ".join(part for part in (file, where, reason) if part))
        self.file = file
        self.where = where
        self.reason = reason


class RecordError(Exception):
    """A reason without a file: `parse` adds the name. `where` is a line or a record."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True)
class ParsedLabel:
    """One label as the file gives it; the text is clean and not empty."""

    language: str
    text: str
    kind: str = LabelKind.PREFERRED
    source: str = LabelSource.OFFICIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedTerm:
    """One term. `broader`, `related` and `replaced_by` are keys of the same vocabulary, or
    identifiers ("regions:054") of another one. `where` names the line or record.
    """  # noqa: D205

    key: str
    where: str
    labels: tuple[ParsedLabel, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    definition_source: str = LabelSource.OFFICIAL
    notation: str = ""
    uri: str = ""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    deprecated: bool = False
    replaced_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedScheme:
    """A vocabulary; empty properties leave what the site has."""

    terms: tuple[ParsedTerm, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    uri: str = ""
    source: str = ""
    licence: str = ""
    order: int | None = None
    alphabetical: bool | None = None


def clean_language(tag: str) -> str:
    """Return our form of a language tag; RecordError when it is none."""
    language = tag.strip().lower().replace("_", "-")
    language = LANGUAGES.get(language, language)
    if not language.replace("-", "").isalnum() or len(language) > 16 or not language.isascii():
        raise RecordError(f"{tag!r} is not a language code")
    return language


def clean_text(value: object, *, limit: int = MAX_LABEL) -> str:
    """Return the text in one line, without control characters; RecordError when not a text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RecordError(f"a text was expected, not {type(value).__name__}")
    text = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if len(text) > limit:
        raise RecordError(f"a text of {len(text)} characters is longer than {limit}")
    return text


def clean_key(value: object) -> str:
    """Return a key that can stand in an address; RecordError when it cannot."""
    key = clean_text(str(value) if isinstance(value, int) else value, limit=MAX_KEY)
    if not key:
        raise RecordError("the key is missing")
    if any(character in key for character in "/\\?#:<>\"' "):
        raise RecordError(f"the key {key!r} contains a character that keys may not have")
    return key


def checked(terms: list[ParsedTerm]) -> tuple[ParsedTerm, ...]:
    """Return the terms; RecordError when there are none, too many, or a key comes twice."""
    if not terms:
        raise RecordError("the file has no terms")
    if len(terms) > MAX_TERMS:
        raise RecordError(f"the file has more than {MAX_TERMS} terms")
    seen: dict[str, str] = {}
    for term in terms:
        if term.key in seen:
            raise RecordError(
                f"the key {term.key!r} was used before ({seen[term.key]})", term.where
            )
        seen[term.key] = term.where
    return tuple(terms)
