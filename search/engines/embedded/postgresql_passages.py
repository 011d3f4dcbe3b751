"""Passages of files on PostgreSQL, ranked as BM25 like the records (decision 0052)."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from search.engines.embedded.plan import Group, Needle, Plan
from search.engines.embedded.postgresql import LENGTH_SHARE, SATURATION, vector_of, written
from search.engines.embedded.schema import PASSAGE_COLUMNS
from search.engines.embedded.stores import FOREIGN_WEIGHT, Condition, PassageMatch, TextRow

LETTERS = dict.fromkeys(PASSAGE_COLUMNS, "D")
MATCHES = """
    WITH needle (number, query) AS (
        SELECT number, written::tsquery
        FROM unnest(%s::int[], %s::text[]) AS given (number, written)
    ),
    size AS (
        SELECT greatest(count(*), 1) AS passages, greatest(avg(length), 1) AS length
        FROM search_passage_text
    ),
    candidate AS MATERIALIZED (
        SELECT passage_id, vector || '' AS vector, length
        FROM search_passage_text WHERE vector @@ %s::tsquery
    ),
    found AS MATERIALIZED (
        SELECT candidate.passage_id, candidate.length, needle.number,
            ts_rank('{{1.0, 1.0, 1.0, 1.0}}', candidate.vector, needle.query)
            * pi() ^ 2 / 6 AS places
        FROM candidate JOIN needle ON candidate.vector @@ needle.query
    ),
    rarity AS (
        SELECT number, ln(1 + (max(passages) - count(*) + 0.5) / (count(*) + 0.5)) AS rarity
        FROM found, size GROUP BY number
    ),
    counted AS (
        SELECT passage_id, rarity.rarity,
            CASE WHEN places < 1.6 THEN 1 / (pi() ^ 2 / 6 - places) - 0.5 ELSE places END
            AS places,
            %s * (1 - %s + %s * found.length / size.length) AS damping
        FROM found JOIN rarity USING (number) CROSS JOIN size
    ),
    scored AS (
        SELECT passage_id, sum(rarity * places * (1 + %s) / (places + damping)) AS score
        FROM counted GROUP BY passage_id
    )
    SELECT named.record_id, passage.id,
        CASE WHEN file.language = %s THEN score ELSE score * %s END
    FROM scored
    JOIN search_passage passage ON passage.id = scored.passage_id
    JOIN search_filetext file ON file.id = passage.file_id
    JOIN search_fileuse named ON named.url = file.url
    WHERE named.record_id IN ({among})
"""


class PostgresqlPassages:
    """A tsvector per passage with a GIN index."""

    def write(self, rows: Sequence[TextRow]) -> None:
        """Add the texts of passages."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_passage_text (passage_id, vector, length)"
                " VALUES (%s, %s::tsvector, %s)",
                [(row.entry, *vector_of(row, LETTERS)) for row in rows],
            )

    def remove(self, passages: Sequence[int]) -> None:
        """Remove the texts of these passages."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_passage_text WHERE passage_id = ANY(%s)", (list(passages),)
            )

    def matches(self, plan: Plan, *, language: str, among: Condition) -> Iterator[PassageMatch]:
        """Yield the passages that have any word of the plan."""
        needles = plan.finding
        with connection.cursor() as cursor:
            cursor.execute(
                MATCHES.format(among=among.sql),
                (
                    list(range(len(needles))),
                    [_plain(needle) for needle in needles],
                    _expression([needles]),
                    SATURATION,
                    LENGTH_SHARE,
                    LENGTH_SHARE,
                    SATURATION,
                    language,
                    FOREIGN_WEIGHT,
                    *among.parameters,
                ),
            )
            for record, passage, score in cursor.fetchall():
                yield PassageMatch(record, passage, float(score))

    def matching(self, groups: Iterable[Group]) -> set[int]:
        """Return the passages that have something of every group."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT passage_id FROM search_passage_text WHERE vector @@ %s::tsquery",
                (_expression(groups),),
            )
            return {passage for (passage,) in cursor.fetchall()}


def _expression(groups: Iterable[Sequence[Needle]]) -> str:
    return " & ".join(
        "(" + " | ".join(_plain(needle) for needle in group) + ")" for group in groups
    )


def _plain(needle: Needle) -> str:
    return written(Needle(needle.tokens, is_prefix=needle.is_prefix))
