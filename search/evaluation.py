"""How well an engine ranks, measured on judged collections. Pure but for reading files.

A collection is a folder with docs.jsonl ({id, lang, title, text}; all but `id` may be
missing), queries.jsonl ({id, lang, text}) and qrels.tsv (query_id, doc_id, grade; a header
line may come first). Judgments in the columns of TREC (query 0 document grade) are read
too. Documents are streamed: memory does not grow with their number.
"""

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engines.base import TrialDocument, TrialIndex

DEPTH = 1000
UNKNOWN = "und"
JUDGMENTS = "qrels.tsv"
COLUMNS = ("query", "document", "grade")
TREC_COLUMNS = 4
SURROGATES = re.compile("[\ud800-\udfff]")
Judgments = Mapping[str, int]


class CollectionError(Exception):
    """The folder does not hold a collection; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query and the grade of each document that is relevant to it."""

    text: str
    language: str
    grades: Judgments


def evaluate(
    trial: TrialIndex, folder: Path, *, judgments: str = JUDGMENTS
) -> dict[str, dict[str, float]]:
    """Return the mean figures by language of the query. Queries without judgments are left out.

    `judgments` is the name of the file of judgments in the folder. CollectionError when a
    file is missing or broken, or when no query has a relevant document.
    """
    needed = ("docs.jsonl", "queries.jsonl", judgments)
    if missing := [name for name in needed if not (folder / name).is_file()]:
        raise CollectionError(f"{folder} has no {', '.join(missing)}.")
    judged = list(queries(folder, judgments=judgments))
    if not judged:
        raise CollectionError(f"No query of queries.jsonl has a relevant document in {judgments}.")
    trial.add(documents(folder))
    figures: dict[str, list[dict[str, float]]] = defaultdict(list)
    for query in judged:
        ranked = trial.search(query.text, language=query.language, limit=DEPTH)
        figures[query.language].append(measure(ranked, query.grades))
    return {
        language: {
            "queries": len(rows),
            **{name: round(sum(row[name] for row in rows) / len(rows), 4) for name in rows[0]},
        }
        for language, rows in sorted(figures.items())
    }


def measure(ranked: Sequence[str], grades: Judgments) -> dict[str, float]:
    """Return nDCG@10 (gain = grade), average precision and recall@100 of one ranking."""
    return {
        "ndcg@10": ndcg(ranked, grades, 10),
        "map": average_precision(ranked, grades),
        "recall@100": recall(ranked, grades, 100),
    }


def ndcg(ranked: Sequence[str], grades: Judgments, depth: int) -> float:
    """Return the normalised discounted cumulative gain, as trec_eval counts it."""
    gained = _discounted([grades.get(identifier, 0) for identifier in ranked[:depth]])
    ideal = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return gained / ideal if ideal else 0.0


def average_precision(ranked: Sequence[str], grades: Judgments) -> float:
    """Return the mean precision at each relevant document."""
    relevant = {identifier for identifier, grade in grades.items() if grade > 0}
    found, total = 0, 0.0
    for place, identifier in enumerate(ranked, start=1):
        if identifier in relevant:
            found += 1
            total += found / place
    return total / len(relevant) if relevant else 0.0


def recall(ranked: Sequence[str], grades: Judgments, depth: int) -> float:
    """Return the share of relevant documents among the first ones."""
    relevant = {identifier for identifier, grade in grades.items() if grade > 0}
    return len(relevant & set(ranked[:depth])) / len(relevant) if relevant else 0.0


def documents(folder: Path) -> Iterator[TrialDocument]:
    """Yield the documents of a collection, each identifier once."""
    seen: set[str] = set()
    for number, row in _rows(folder / "docs.jsonl"):
        identifier = str(row["id"])
        if identifier in seen:
            raise CollectionError(f"docs.jsonl, line {number}: the id {identifier!r} is repeated.")
        seen.add(identifier)
        yield TrialDocument(
            identifier=identifier,
            language=_language(row),
            title=_text(row, "title"),
            text=_text(row, "text"),
        )


def queries(folder: Path, *, judgments: str = JUDGMENTS) -> Iterator[JudgedQuery]:
    """Yield the queries that have a relevant document."""
    grades = _judgments(folder / judgments)
    for _number, row in _rows(folder / "queries.jsonl"):
        judged = grades.get(str(row["id"]), {})
        if any(grade > 0 for grade in judged.values()):
            yield JudgedQuery(_text(row, "text"), _language(row), judged)


def _language(row: Mapping[str, Any]) -> str:
    """The code as the site writes it ("zh_Hans" is "zh-hans"); unknown codes stay."""
    return _text(row, "lang").strip().lower().replace("_", "-") or UNKNOWN


def _text(row: Mapping[str, Any], name: str) -> str:
    """The text of a field, without what no database stores."""
    value = row.get(name)
    return "" if value is None else SURROGATES.sub("", str(value)).replace("\x00", "")


def _judgments(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in _lines(path):
        row = line.split("\t") if "\t" in line else line.split()
        if len(row) == TREC_COLUMNS:
            row = [row[0], *row[2:]]
        if len(row) != len(COLUMNS):
            raise CollectionError(
                f"{path.name}, line {number}: expected a query, a document and a grade."
            )
        query, document, grade = (cell.strip() for cell in row)
        if number == 1 and not grade.lstrip("-").isdigit():
            continue
        try:
            grades[query][document] = int(grade)
        except ValueError:
            raise CollectionError(
                f"{path.name}, line {number}: {grade!r} is not a whole number."
            ) from None
    return grades


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
            row["id"]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise CollectionError(
                f"{path.name}, line {number}: an object with an id expected."
            ) from None
        yield number, row


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (number, line) of a file in UTF-8, with or without a byte order mark."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise CollectionError(f"{path} is not in UTF-8.") from error
    except OSError as error:
        raise CollectionError(f"{path} cannot be read: {error.strerror}.") from error


def _discounted(gains: Sequence[int]) -> float:
    return sum(max(gain, 0) / math.log2(place + 1) for place, gain in enumerate(gains, start=1))
