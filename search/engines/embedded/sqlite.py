"""The embedded index on SQLite: FTS5, whose bm25() ranks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from search.engines.embedded.plan import Group, Needle, Plan
from search.engines.embedded.schema import COLUMNS, RANKED
from search.engines.embedded.stores import FOREIGN_WEIGHT, Condition, TextRow

INSERT = "INSERT INTO search_text (rowid, {}) VALUES (%s{})".format(
    ", ".join(COLUMNS), ", %s" * len(COLUMNS)
)
MANY_ENTRIES = 3000
WEIGHTS = ", ".join(str(weight) for weight in COLUMNS.values())


class SqliteStore:
    """FTS5. Its rank counts the length of the whole entry, as Lucene's combined field does."""

    def write(self, rows: Sequence[TextRow]) -> None:
        """Add rows; none of them is there yet."""
        with connection.cursor() as cursor:
            cursor.executemany(
                INSERT,
                [(row.entry, *(row.columns.get(column, "") for column in COLUMNS)) for row in rows],
            )

    def remove(self, entries: Sequence[int]) -> None:
        """Remove the rows of these entries."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM search_text WHERE rowid = %s", [(entry,) for entry in entries]
            )

    def scores(self, plan: Plan, *, language: str, among: Condition) -> dict[int, float]:
        """Return the best score of an entry of each record that has any word of the plan."""
        rows = _select(
            "SELECT entry.record_id, entry.language, bm25(search_text, " + WEIGHTS + ")"
            " FROM search_text JOIN search_entry entry ON entry.id = search_text.rowid"
            " WHERE search_text MATCH %s AND entry.record_id IN (" + among.sql + ")",
            (_ranking(plan, _supporting(plan)), *among.parameters),
        )
        best: dict[int, float] = {}
        for record, entry_language, rank in rows:
            score = -rank if entry_language == language else -rank * FOREIGN_WEIGHT
            if score > best.get(record, 0.0):
                best[record] = score
        return best

    def matching(self, groups: Iterable[Group], *, among: Condition) -> set[int]:
        """Return the records of which one entry has something of every group."""
        rows = _select(
            "SELECT entry.record_id"
            " FROM search_text JOIN search_entry entry ON entry.id = search_text.rowid"
            " WHERE search_text MATCH %s AND entry.record_id IN (" + among.sql + ")",
            (_expression(groups), *among.parameters),
        )
        return {record for (record,) in rows}

    def titled(
        self, prefix: Sequence[str], *, among: Condition, limit: int
    ) -> list[tuple[int, str]]:
        """Return (record, language) whose title has all words, the last one as a beginning."""
        needles = [(Needle((word,), "plain"),) for word in prefix[:-1]]
        needles.append((Needle((prefix[-1],), "plain", is_prefix=True),))
        rows = _select(
            "SELECT entry.record_id, entry.language"
            " FROM search_text JOIN search_entry entry ON entry.id = search_text.rowid"
            " WHERE search_text MATCH %s AND entry.record_id IN (" + among.sql + ") LIMIT %s",
            (_expression(needles), *among.parameters, limit),
        )
        return [(record, language) for record, language in rows]

    def words_present(self, words: Sequence[str], *, among: Condition) -> set[str]:
        """Return those of the words that are in a title."""
        one = (
            "SELECT %s WHERE EXISTS (SELECT 1"
            " FROM search_text JOIN search_entry entry ON entry.id = search_text.rowid"
            " WHERE search_text MATCH %s AND entry.record_id IN (SELECT id FROM allowed))"
        )
        parameters: list[Any] = list(among.parameters)
        for word in words:
            parameters += [word, _expression([(Needle((word,), "plain"),)])]
        rows = _select(
            "WITH allowed (id) AS (" + among.sql + ") " + " UNION ALL ".join([one] * len(words)),
            tuple(parameters),
        )
        return {word for (word,) in rows}


def _select(sql: str, parameters: tuple[Any, ...]) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _supporting(plan: Plan) -> list[Needle]:
    """Return the single characters that are worth asking: none where pairs find thousands.

    They stand many times in nearly every entry, and reading the places takes long.
    """
    supporting = [needle for needle in plan.ranked if needle.only_supports]
    if supporting:
        pairs = _expression([[needle for needle in plan.finding if needle.in_run]])
        found = _select(
            "SELECT COUNT(*) FROM"
            " (SELECT 1 FROM search_text WHERE search_text MATCH %s LIMIT %s) AS found",
            (pairs, MANY_ENTRIES),
        )
        if found[0][0] >= MANY_ENTRIES:
            return []
    return supporting


def _ranking(plan: Plan, supporting: Sequence[Needle]) -> str:
    """Write what ranks. Single characters of pairs are asked only where a pair is found.

    An entry with a pair has its characters too, so "and" leaves nothing out.
    """
    if not supporting:
        return _expression([plan.finding])
    pairs = [needle for needle in plan.finding if needle.in_run]
    others = [needle for needle in plan.finding if not needle.in_run]
    written = f"({_expression([pairs, supporting])})"
    return f"{written} OR {_expression([others])}" if others else written


def _expression(groups: Iterable[Sequence[Needle]]) -> str:
    """Write groups in the language of FTS5. Tokens have no quotes (analyzer)."""
    return " AND ".join(
        "(" + " OR ".join(_written(needle) for needle in group) + ")" for group in groups
    )


def _written(needle: Needle) -> str:
    phrase = '"' + " ".join(needle.tokens).replace('"', "") + '"'
    columns = needle.column or "{" + " ".join(RANKED) + "}"
    return f"{columns} : {phrase}{' *' if needle.is_prefix else ''}"
