"""The goals of open-sdg/sdg-translations: "14-short: Life below water" in one language."""

import re

from vocabularies.importers.parsed import (
    ParsedLabel,
    ParsedScheme,
    ParsedTerm,
    RecordError,
    checked,
    clean_language,
    clean_text,
)
from vocabularies.models import LabelKind, LabelSource

LINE = re.compile(r"(\d{1,2})-(short|title): *(.*)")


def parse_goals(text: str, *, language: str) -> ParsedScheme:
    """Parse the flat file; anything else in it is refused, so no YAML parser is needed."""
    values: dict[tuple[int, str], str] = {}
    current: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        match = LINE.fullmatch(line)
        if match:
            current = int(match[1]), match[2]
            values[current] = match[3]
        elif line.startswith("  ") and current:
            values[current] += f" {line.strip()}"
        elif line.strip() not in {"", "---"}:
            raise RecordError("“number-short: text” was expected", f"line {number}")
    return ParsedScheme(terms=checked(list(_terms(values, clean_language(language)))))


def _terms(values: dict[tuple[int, str], str], language: str) -> list[ParsedTerm]:
    terms = []
    for goal in sorted({goal for goal, _ in values}):
        short, title = (
            clean_text(values.get((goal, part), "").strip("'\" ")) for part in ("short", "title")
        )
        labels = [ParsedLabel(language, short or title, source=LabelSource.OFFICIAL)]
        if short and title:
            labels.append(ParsedLabel(language, title, LabelKind.ALTERNATIVE))
        terms.append(
            ParsedTerm(
                key=f"SDG-GOAL-{goal:02}", where=f"goal {goal}", notation=str(goal),
                labels=tuple(labels),
            )
        )  # fmt: skip
    return terms
