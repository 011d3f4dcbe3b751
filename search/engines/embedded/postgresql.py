"""The embedded index on PostgreSQL: a tsvector of our own tokens, ranked as BM25.

PostgreSQL's ranks know neither how rare a word is nor, alone, how often it stands there.
`ts_rank` of one word over uniform weights is the sum of 1/1², 1/2², … over its places, so
the number of places can be read back from it: 1 / (π²/6 - sum) - 1/2. With that, the
lengths and the counts of the candidates the formula is the one SQLite uses (decision 0052).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from search.engines.embedded.plan import Group, Needle, Plan
from search.engines.embedded.stores import FOREIGN_WEIGHT, Condition, TextRow

LETTERS = {"title": "A", "labels": "B", "summary": "C", "body": "D", "names": "D", "singles": "D"}
MAX_PLACE = 16383
MAX_PLACES = 255
GAP = 50
SATURATION = 1.2
LENGTH_SHARE = 0.75
INSERT = (
    "INSERT INTO search_text (entry_id, vector, plain, length)"
    " VALUES (%s, %s::tsvector, %s::tsvector, %s)"
)
SCORES = """
    WITH needle (number, query) AS (
        SELECT number, written::tsquery
        FROM unnest(%s::int[], %s::text[]) AS given (number, written)
    ),
    size AS (
        SELECT greatest(count(*), 1) AS entries, greatest(avg(length), 1) AS length
        FROM search_text
    ),
    candidate AS MATERIALIZED (
        SELECT entry.record_id, entry.language, text.vector || '' AS vector, text.length
        FROM search_text text JOIN search_entry entry ON entry.id = text.entry_id
        WHERE text.vector @@ %s::tsquery AND entry.record_id IN ({among})
    ),
    found AS MATERIALIZED (
        SELECT candidate.record_id, candidate.language, candidate.length, needle.number,
            ts_rank('{{0.2, 0.4, 0.6, 1.0}}', candidate.vector, needle.query)
            * 5 * pi() ^ 2 / 6 AS places
        FROM candidate JOIN needle ON candidate.vector @@ needle.query
    ),
    rarity AS (
        SELECT number, ln(1 + (max(entries) - count(*) + 0.5) / (count(*) + 0.5)) AS rarity
        FROM found, size GROUP BY number
    ),
    counted AS (
        SELECT record_id, language, rarity.rarity,
            CASE WHEN places < 1.6 THEN 1 / (pi() ^ 2 / 6 - places) - 0.5 ELSE places END
            AS places,
            %s * (1 - %s + %s * found.length / size.length) AS damping
        FROM found JOIN rarity USING (number) CROSS JOIN size
    ),
    entry_score AS (
        SELECT record_id, language,
            sum(rarity * places * (1 + %s) / (places + damping)) AS score
        FROM counted GROUP BY record_id, language
    )
    SELECT record_id, max(CASE WHEN language = %s THEN score ELSE score * %s END)
    FROM entry_score GROUP BY record_id
"""


class PostgresqlStore:
    """A tsvector with a GIN index."""

    def write(self, rows: Sequence[TextRow]) -> None:
        """Add rows; none of them is there yet."""
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [_values(row) for row in rows])

    def remove(self, entries: Sequence[int]) -> None:
        """Remove the rows of these entries."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_text WHERE entry_id = ANY(%s)", (list(entries),))

    def scores(self, plan: Plan, *, language: str, among: Condition) -> dict[int, float]:
        """Return the best score of an entry of each record that has any word of the plan."""
        needles = plan.ranked
        rows = _select(
            SCORES.format(among=among.sql),
            (
                list(range(len(needles))),
                [written(needle) for needle in needles],
                _expression([plan.finding]),
                *among.parameters,
                SATURATION,
                LENGTH_SHARE,
                LENGTH_SHARE,
                SATURATION,
                language,
                FOREIGN_WEIGHT,
            ),
        )
        return {record: float(score) for record, score in rows}

    def matching(self, groups: Iterable[Group], *, among: Condition) -> set[int]:
        """Return the records of which one entry has something of every group."""
        rows = _select(
            "SELECT entry.record_id"
            " FROM search_text text JOIN search_entry entry ON entry.id = text.entry_id"
            " WHERE text.vector @@ %s::tsquery AND entry.record_id IN (" + among.sql + ")",
            (_expression(groups), *among.parameters),
        )
        return {record for (record,) in rows}

    def titled(
        self, prefix: Sequence[str], *, among: Condition, limit: int
    ) -> list[tuple[int, str]]:
        """Return (record, language) whose title has all words, the last one as a beginning."""
        needles = [(Needle((word,)),) for word in prefix[:-1]]
        needles.append((Needle((prefix[-1],), is_prefix=True),))
        rows = _select(
            "SELECT entry.record_id, entry.language"
            " FROM search_text text JOIN search_entry entry ON entry.id = text.entry_id"
            " WHERE text.plain @@ %s::tsquery AND entry.record_id IN (" + among.sql + ")"
            " LIMIT %s",
            (_expression(needles), *among.parameters, limit),
        )
        return [(record, language) for record, language in rows]

    def words_present(self, words: Sequence[str], *, among: Condition) -> set[str]:
        """Return those of the words that are in a title."""
        rows = _select(
            "WITH allowed (id) AS MATERIALIZED (" + among.sql + ")"
            " SELECT word FROM unnest(%s::text[], %s::text[]) AS given (word, written)"
            " WHERE EXISTS (SELECT 1"
            " FROM search_text text JOIN search_entry entry ON entry.id = text.entry_id"
            " WHERE text.plain @@ given.written::tsquery"
            " AND entry.record_id IN (SELECT id FROM allowed))",
            (*among.parameters, list(words), [_quoted(word) for word in words]),
        )
        return {word for (word,) in rows}


def _select(sql: str, parameters: tuple[Any, ...]) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _values(row: TextRow) -> tuple[int, str, str, int]:
    vector, length = vector_of(row, LETTERS)
    plain = sorted(set(row.columns.get("plain", "").split()))
    return row.entry, vector, " ".join(_quoted(token) for token in plain), length


def vector_of(row: TextRow, letters: Mapping[str, str]) -> tuple[str, int]:
    """Return a row as a tsvector with the weights of its columns, and how many tokens it has."""
    places: dict[str, list[str]] = {}
    place, length = 1, 0
    for column, letter in letters.items():
        tokens = row.columns.get(column, "").split()
        length += len(tokens)
        for token in tokens:
            standing = places.setdefault(token, [])
            if len(standing) < MAX_PLACES:
                standing.append(f"{min(place, MAX_PLACE)}{letter}")
            place += 1
        place += GAP
    vector = " ".join(f"{_quoted(token)}:{','.join(at)}" for token, at in places.items())
    return vector, length


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "").replace("'", "''") + "'"


def _expression(groups: Iterable[Group]) -> str:
    """Write groups in the language of tsquery."""
    return " & ".join(
        "(" + " | ".join(written(needle) for needle in group) + ")" for group in groups
    )


def written(needle: Needle) -> str:
    """Write a needle in the language of tsquery."""
    letter = LETTERS.get(needle.column, "")
    suffix = f":{'*' if needle.is_prefix else ''}{letter}" if needle.is_prefix or letter else ""
    return "(" + " <-> ".join(_quoted(token) + suffix for token in needle.tokens) + ")"
