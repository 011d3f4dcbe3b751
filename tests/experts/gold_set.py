"""The judged requests (gold/README.md) as the matcher reads them."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vocabularies.shipped
from experts.matching.data import Candidate, Need, Subject
from experts.matching.judging import coverage, ndcg
from experts.matching.ranking import near_topics, rank

GOLD = Path(__file__).parent / "gold"
TABLE = Path(vocabularies.shipped.__file__).parent / "tables" / "cbd-subjects.csv"
Edges = dict[str, set[str]]


@dataclass(frozen=True)
class Outcome:
    """The figures of one run: nDCG of each request by title, and coverage."""

    by_request: dict[str, float]
    coverage: float

    @property
    def mean(self) -> float:
        """The mean nDCG@10."""
        return sum(self.by_request.values()) / len(self.by_request)


def read(name: str) -> list[dict[str, Any]]:
    """Return the rows of one of the two files."""
    rows: list[dict[str, Any]] = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def edges() -> tuple[Edges, Edges]:
    """Return narrower and broader subjects, as they are shipped."""
    narrower: Edges = {}
    broader: Edges = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            below = f"cbd-subjects:{row['key']}"
            for key in filter(None, row["broader"].split("|")):
                above = f"cbd-subjects:{key}"
                narrower.setdefault(above, set()).add(below)
                broader.setdefault(below, set()).add(above)
    return narrower, broader


def candidates() -> list[Candidate]:
    """Everybody, keyed by their place in the file."""
    return [
        Candidate(
            key=place,
            owner=place + 1,
            topics={
                term: Subject(level=value["level"], is_verified=value["verified"])
                for term, value in row["expertise"].items()
            },
            home=row["based_in"],
            countries=frozenset(row["worked_in"]),
            languages=row["languages"],
            help_kinds=frozenset(row["help"]),
        )
        for place, row in enumerate(read("profiles"))
    ]


def evaluate() -> Outcome:
    """Rank everybody for every request."""
    names = [row["key"] for row in read("profiles")]
    people = candidates()
    narrower, broader = edges()
    figures: dict[str, float] = {}
    rankings = []
    for row in read("requests"):
        need = Need(
            topics=tuple(row["terms"]),
            countries=tuple(row["countries"]),
            help_kinds=frozenset(row["help"]),
            languages=tuple(row["languages"]),
        )
        matches, _misfits = rank(need, people, near_topics(need, narrower, broader))
        ranked = [names[match.candidate.key] for match in matches]
        rankings.append(ranked)
        figures[row["title"]] = ndcg(ranked, row["judged"])
    return Outcome(figures, coverage(rankings, len(names)))
