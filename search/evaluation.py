"""How well an engine ranks, measured on judged collections. Pure but for reading files.

A collection is a folder with docs.jsonl ({id, lang, title, text}), queries.jsonl
({id, lang, text}) and qrels.tsv (query_id, doc_id, grade; a header line).
"""

import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engines.base import TrialDocument, TrialIndex

DEPTH = 1000
UNKNOWN = "und"
Judgments = Mapping[str, int]


class CollectionError(Exception):
    """The folder does not hold a collection; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query and the grade of each document that is relevant to it."""

    text: str
    language: str
    grades: Judgments


def evaluate(trial: TrialIndex, folder: Path) -> dict[str, dict[str, float]]:
    """Return the mean figures by language of the query. Queries without judgments are left out."""
    trial.add(documents(folder))
    figures: dict[str, list[dict[str, float]]] = defaultdict(list)
    for query in queries(folder):
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
    """Yield the documents of a collection."""
    for row in _rows(folder / "docs.jsonl"):
        yield TrialDocument(
            identifier=str(row["id"]),
            language=str(row.get("lang") or UNKNOWN),
            title=str(row.get("title") or ""),
            text=str(row.get("text") or ""),
        )


def queries(folder: Path) -> Iterator[JudgedQuery]:
    """Yield the queries that have a relevant document."""
    grades = _judgments(folder / "qrels.tsv")
    for row in _rows(folder / "queries.jsonl"):
        judged = grades.get(str(row["id"]), {})
        if any(grade > 0 for grade in judged.values()):
            yield JudgedQuery(str(row["text"]), str(row.get("lang") or UNKNOWN), judged)


def _judgments(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with _opened(path) as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if len(row) != 3:
                raise CollectionError(f"{path.name}, line {number + 1}: three columns expected.")
            if number == 0 and not row[2].lstrip("-").isdigit():
                continue
            try:
                grades[row[0]][row[1]] = int(row[2])
            except ValueError:
                raise CollectionError(
                    f"{path.name}, line {number + 1}: {row[2]!r} is not a whole number."
                ) from None
    return grades


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                row["id"]
            except (ValueError, TypeError, KeyError):
                raise CollectionError(
                    f"{path.name}, line {number}: an object with an id expected."
                ) from None
            yield row


def _opened(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise CollectionError(f"{path} cannot be read: {error.strerror}.") from error


def _discounted(gains: Sequence[int]) -> float:
    return sum(max(gain, 0) / math.log2(place + 1) for place, gain in enumerate(gains, start=1))
