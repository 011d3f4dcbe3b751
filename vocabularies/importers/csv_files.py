"""CSV: our own columns (docs/vocabularies.md), and three tables found in the wild.

Those are the country table of `datasets/country-codes`, the UN M49 table of one language,
and the class table of the IUCN Global Ecosystem Typology. They are told by their headers.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

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

MAX_FIELD = 32_000
SEPARATOR = "|"
TRUE = frozenset({"1", "true", "yes", "x"})
FALSE = frozenset({"", "0", "false", "no"})
PLAIN = frozenset({
    "key", "notation", "uri", "broader", "related", "aliases", "exact_match", "replaced_by",
    "deprecated", "source",
})  # fmt: skip
BY_LANGUAGE = {
    "label": LabelKind.PREFERRED, "alt": LabelKind.ALTERNATIVE, "hidden": LabelKind.HIDDEN,
}  # fmt: skip
UNTERM_LANGUAGES = {
    "en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic",
    "zh-hans": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the line it ends on."""

    line: int
    values: Mapping[str, str]

    def get(self, column: str) -> str:
        """The trimmed value; "" for a column that the table does not have."""
        return (self.values.get(column) or "").strip()

    def several(self, column: str) -> tuple[str, ...]:
        """The values between the separators."""
        return tuple(part.strip() for part in self.get(column).split(SEPARATOR) if part.strip())


def parse_csv(text: str, *, language: str = "en") -> ParsedScheme:
    """Parse any of the known tables. `language` is that of a table of one language."""
    rows, columns = read_rows(text)
    reader = _reader_for(columns, language)
    terms = []
    for row in rows:
        try:
            terms += reader(row)
        except RecordError as error:
            raise RecordError(error.reason, error.where or f"line {row.line}") from error
    return ParsedScheme(terms=checked(terms if "key" in columns else _once(terms)))


def read_rows(text: str) -> tuple[Iterator[Row], list[str]]:
    """Return the rows and the columns; the delimiter is that of the header line."""
    header = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(
        io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter, strict=True
    )
    csv.field_size_limit(MAX_FIELD)
    try:
        columns = [name.strip() for name in reader.fieldnames or ()]
    except csv.Error as error:
        raise RecordError(str(error), "line 1") from error
    reader.fieldnames = columns
    return _rows(reader), columns


def _rows(reader: "csv.DictReader[str]") -> Iterator[Row]:
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RecordError(str(error), f"line {reader.line_num}") from error
        if None in values:
            raise RecordError("the row has more cells than the header", f"line {reader.line_num}")
        yield Row(reader.line_num, values)


def _reader_for(columns: list[str], language: str) -> Callable[[Row], list[ParsedTerm]]:
    present = set(columns)
    if "key" in present:
        _check_columns(columns)
        return lambda row: [_own_row(row, columns)]
    if {"ISO3166-1-Alpha-2", "ISO3166-1-Alpha-3"} <= present:
        return _country_row
    if {"M49 Code", "ISO-alpha2 Code", "Country or Area"} <= present:
        return lambda row: _m49_row(row, clean_language(language))
    if {"Realm ID", "Biome ID", "Group_ID"} <= present:
        return _ecosystem_row
    raise RecordError(
        "this is not a table of terms: it needs the column “key” and labels such as “label_en”",
        "line 1",
    )


def _check_columns(columns: list[str]) -> None:
    for name in columns:
        group, _, rest = name.partition("_")
        if name in PLAIN or (group == "fact" and rest):
            continue
        if group in {*BY_LANGUAGE, "definition"} and rest:
            clean_language(rest)
            continue
        raise RecordError(f"the column {name!r} is not known", "line 1")
    if len(set(columns)) < len(columns):
        raise RecordError("a column comes twice", "line 1")


def _own_row(row: Row, columns: list[str]) -> ParsedTerm:
    source = row.get("source") or LabelSource.LOCAL
    if source not in LabelSource.values:
        raise RecordError(f"the source {source!r} is none of {', '.join(LabelSource.values)}")
    labels, definitions = [], {}
    for name in columns:
        group, _, rest = name.partition("_")
        if group in BY_LANGUAGE and rest:
            labels += _labels(row, name, BY_LANGUAGE[group], clean_language(rest), source)
        elif group == "definition" and row.get(name):
            definitions[clean_language(rest)] = clean_text(row.get(name), limit=MAX_DEFINITION)
    if not any(label.kind == LabelKind.PREFERRED for label in labels):
        raise RecordError("the term has no label in any language")
    return ParsedTerm(
        key=clean_key(row.get("key")),
        where=f"line {row.line}",
        labels=tuple(labels),
        definitions=definitions,
        definition_source=source,
        notation=clean_text(row.get("notation"), limit=60),
        uri=clean_text(row.get("uri")),
        broader=row.several("broader"),
        related=row.several("related"),
        aliases=row.several("aliases"),
        matches=tuple(("exactMatch", uri) for uri in row.several("exact_match")),
        facts={
            name.removeprefix("fact_"): row.get(name)
            for name in columns
            if name.startswith("fact_") and row.get(name)
        },
        deprecated=_flag(row.get("deprecated")),
        replaced_by=row.get("replaced_by"),
    )


def _labels(row: Row, column: str, kind: str, language: str, source: str) -> list[ParsedLabel]:
    texts = [row.get(column)] if kind == LabelKind.PREFERRED else row.several(column)
    return [ParsedLabel(language, text, kind, source) for text in map(clean_text, texts) if text]


def _flag(text: str) -> bool:
    if text.lower() in TRUE | FALSE:
        return text.lower() in TRUE
    raise RecordError(f"{text!r} is neither yes nor no")


def _country_row(row: Row) -> list[ParsedTerm]:
    labels = []
    for language, name in UNTERM_LANGUAGES.items():
        short = clean_text(row.get(f"UNTERM {name} Short").partition("(")[0])
        if short:
            labels.append(ParsedLabel(language, short))
    if not row.get("UNTERM English Short"):
        labels.append(ParsedLabel("en", clean_text(row.get("CLDR display name")) or "?"))
    m49 = row.get("M49").zfill(3)
    region = row.get("Intermediate Region Code") or row.get("Sub-region Code")
    return [
        ParsedTerm(
            key=clean_key(row.get("ISO3166-1-Alpha-2")),
            where=f"line {row.line}",
            labels=tuple(labels),
            notation=row.get("ISO3166-1-Alpha-3"),
            aliases=tuple(filter(None, (row.get("ISO3166-1-Alpha-3"), m49.strip("0") and m49))),
            broader=(*((f"regions:{region.zfill(3)}",) if region else ()), *_groups(row)),
            facts={"iso3": row.get("ISO3166-1-Alpha-3"), "m49": m49},
        )
    ]


def _groups(row: Row) -> tuple[str, ...]:
    columns = {
        "SIDS": "Small Island Developing States (SIDS)",
        "LDC": "Least Developed Countries (LDC)",
        "LLDC": "Land Locked Developing Countries (LLDC)",
    }
    return tuple(f"groups:{key}" for key, column in columns.items() if row.get(column))


def _m49_row(row: Row, language: str) -> list[ParsedTerm]:
    """Regions of one M49 row, from the world down; countries are another vocabulary."""
    terms: list[ParsedTerm] = []
    for level in ("Global", "Region", "Sub-region", "Intermediate Region"):
        code, name = row.get(f"{level} Code"), clean_text(row.get(f"{level} Name"))
        if code and name:
            terms.append(
                ParsedTerm(
                    key=clean_key(code.zfill(3)),
                    where=f"line {row.line}",
                    notation=code.zfill(3),
                    labels=(ParsedLabel(language, name),),
                    broader=(terms[-1].key,) if terms else (),
                )
            )
    return terms


def _ecosystem_row(row: Row) -> list[ParsedTerm]:
    terms: list[ParsedTerm] = []
    levels = (("Realm ID", "Realm"), ("Biome ID", "Biome"), ("Group_ID", "Group"))
    for code_column, name_column in levels:
        code, name = row.get(code_column), clean_text(row.get(name_column))
        if code and name:
            terms.append(
                ParsedTerm(
                    key=clean_key(code),
                    where=f"line {row.line}",
                    notation=code,
                    labels=(ParsedLabel("en", name),),
                    broader=(terms[-1].key,) if terms else (),
                )
            )
    return terms


def _once(terms: list[ParsedTerm]) -> list[ParsedTerm]:
    """Merge repeats: tables of leaves name their regions in every row, not always alike.

    Another name for the same place is an alternative label; another place is kept, so that
    `checked` refuses it.
    """
    merged: dict[str, ParsedTerm] = {}
    clashes = []
    for term in terms:
        first = merged.setdefault(term.key, term)
        if first is term:
            continue
        if first.broader != term.broader:
            clashes.append(term)
            continue
        known = {(label.language, label.text) for label in first.labels}
        others = tuple(
            replace(label, kind=LabelKind.ALTERNATIVE)
            for label in term.labels
            if (label.language, label.text) not in known
        )
        merged[term.key] = replace(first, labels=(*first.labels, *others))
    return [*merged.values(), *clashes]
