"""What the embedded index asks of a database's text search."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from search.engines.embedded.plan import Group, Plan

Parameters = tuple[Any, ...]
FOREIGN_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Condition:
    """A subquery that yields record numbers, e.g. of what a viewer may see."""

    sql: str
    parameters: Parameters

    @classmethod
    def of(cls, records: "QuerySet") -> "Condition":  # type: ignore[type-arg]
        """Return the numbers of a queryset of records as a subquery."""
        sql, parameters = records.order_by().values("pk").query.sql_with_params()
        return cls(sql, tuple(parameters))

    @property
    def raw(self) -> RawSQL:
        """The subquery for Django's own conditions."""
        return RawSQL(self.sql, self.parameters)  # noqa: S611  (compiled by Django itself)


EVERYTHING = Condition("SELECT record_id FROM search_entry", ())


@dataclass(frozen=True, slots=True)
class TextRow:
    """The analysed texts of an entry by column of `search_text`."""

    entry: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PassageMatch:
    """A passage of a file that a record names, and how well it fits."""

    record: int
    passage: int
    score: float


class PassageStore(Protocol):
    """The passages of files, as a dialect knows them. The columns are `PASSAGE_COLUMNS`."""

    def write(self, rows: Sequence[TextRow]) -> None:
        """Add the texts of passages; `entry` is the number of the passage."""

    def remove(self, passages: Sequence[int]) -> None:
        """Remove the texts of these passages."""

    def matches(self, plan: Plan, *, language: str, among: Condition) -> Iterator[PassageMatch]:
        """Yield the passages that have any word of the plan, for each record that names them."""

    def matching(self, groups: Iterable[Group]) -> set[int]:
        """Return the passages that have something of every group."""


class TextStore(Protocol):
    """The dialect of a database. All numbers are record numbers unless said otherwise."""

    def write(self, rows: Sequence[TextRow]) -> None:
        """Add rows; none of them is there yet."""

    def remove(self, entries: Sequence[int]) -> None:
        """Remove the rows of these entries."""

    def scores(self, plan: Plan, *, language: str, among: Condition) -> dict[int, float]:
        """Return the best score of an entry of each record that has any word of the plan."""

    def matching(self, groups: Iterable[Group], *, among: Condition) -> set[int]:
        """Return the records of which one entry has something of every group."""

    def titled(
        self, prefix: Sequence[str], *, among: Condition, limit: int
    ) -> list[tuple[int, str]]:
        """Return (record, language) whose title has all words, the last one as a beginning."""

    def words_present(self, words: Sequence[str], *, among: Condition) -> set[str]:
        """Return those of the words that are in a title."""
