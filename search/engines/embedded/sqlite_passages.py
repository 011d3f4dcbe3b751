"""Passages of files on SQLite: a table of FTS5 beside that of the records."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from search.engines.embedded.plan import Group, Needle, Plan
from search.engines.embedded.schema import PASSAGE_COLUMNS
from search.engines.embedded.stores import FOREIGN_WEIGHT, Condition, PassageMatch, TextRow

INSERT = "INSERT INTO search_passage_text (rowid, {}) VALUES (%s{})".format(
    ", ".join(PASSAGE_COLUMNS), ", %s" * len(PASSAGE_COLUMNS)
)
WEIGHTS = ", ".join(str(weight) for weight in PASSAGE_COLUMNS.values())
MATCHES = (
    "SELECT named.record_id, passage.id, file.language,"
    " bm25(search_passage_text, " + WEIGHTS + ")"
    " FROM search_passage_text"
    " JOIN search_passage passage ON passage.id = search_passage_text.rowid"
    " JOIN search_filetext file ON file.id = passage.file_id"
    " JOIN search_fileuse named ON named.url = file.url"
    " WHERE search_passage_text MATCH %s AND named.record_id IN ({among})"
)


class SqlitePassages:
    """FTS5; its rank counts rarity and length among passages alone."""

    def write(self, rows: Sequence[TextRow]) -> None:
        """Add the texts of passages."""
        with connection.cursor() as cursor:
            cursor.executemany(
                INSERT,
                [
                    (row.entry, *(row.columns.get(column, "") for column in PASSAGE_COLUMNS))
                    for row in rows
                ],
            )

    def remove(self, passages: Sequence[int]) -> None:
        """Remove the texts of these passages."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM search_passage_text WHERE rowid = %s",
                [(passage,) for passage in passages],
            )

    def matches(self, plan: Plan, *, language: str, among: Condition) -> Iterator[PassageMatch]:
        """Yield the passages that have any word of the plan."""
        with connection.cursor() as cursor:
            cursor.execute(
                MATCHES.format(among=among.sql), (_expression([plan.finding]), *among.parameters)
            )
            for record, passage, file_language, rank in cursor.fetchall():
                weight = 1.0 if file_language == language else FOREIGN_WEIGHT
                yield PassageMatch(record, passage, -rank * weight)

    def matching(self, groups: Iterable[Group]) -> set[int]:
        """Return the passages that have something of every group."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM search_passage_text WHERE search_passage_text MATCH %s",
                (_expression(groups),),
            )
            return {passage for (passage,) in cursor.fetchall()}


def _expression(groups: Iterable[Sequence[Needle]]) -> str:
    """Write groups in the language of FTS5. Tokens have no quotes (analyzer)."""
    return " AND ".join(
        "(" + " OR ".join(_written(needle) for needle in group) + ")" for group in groups
    )


def _written(needle: Needle) -> str:
    phrase = '"' + " ".join(needle.tokens).replace('"', "") + '"'
    return f"{phrase}{' *' if needle.is_prefix else ''}"
