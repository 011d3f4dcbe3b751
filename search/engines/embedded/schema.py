"""The table of analysed texts, as SQLite and as PostgreSQL know it.

The migration creates it; a trial creates the same as temporary tables, which hide the
real ones for as long as they exist.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

# Column and its weight in the ranking (notes 2.8). `plain` holds unstemmed title words, for
# prefixes and spelling; no query that ranks looks into it.
COLUMNS = {
    "title": 5.0,
    "labels": 3.0,
    "summary": 2.0,
    "body": 1.0,
    "names": 1.0,
    "singles": 1.0,
    "plain": 0.0,
}
RANKED = [column for column, weight in COLUMNS.items() if weight]

SQLITE = (
    "CREATE VIRTUAL TABLE {prefix}search_text USING fts5("
    + ", ".join(COLUMNS)
    + ", tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\""
    + ", prefix = '2 3')",
)
POSTGRESQL = (
    """
    CREATE {temporary} TABLE search_text (
        entry_id bigint PRIMARY KEY, vector tsvector NOT NULL, plain tsvector NOT NULL,
        length integer NOT NULL
    )
    """,
    "ALTER TABLE search_text ALTER COLUMN vector SET STORAGE EXTERNAL",
    "CREATE INDEX {index}_vector ON search_text USING gin (vector)",
    "CREATE INDEX {index}_plain ON search_text USING gin (plain)",
)
# The passages of files stand apart, so that a long file makes its record no longer, and the
# words of files no commoner in records (decision 0087).
PASSAGE_COLUMNS = {"body": 1.0, "singles": 1.0}
SQLITE_PASSAGES = (
    "CREATE VIRTUAL TABLE search_passage_text USING fts5("
    + ", ".join(PASSAGE_COLUMNS)
    + ", tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")",
)
POSTGRESQL_PASSAGES = (
    """
    CREATE TABLE search_passage_text (
        passage_id bigint PRIMARY KEY, vector tsvector NOT NULL, length integer NOT NULL
    )
    """,
    "ALTER TABLE search_passage_text ALTER COLUMN vector SET STORAGE EXTERNAL",
    "CREATE INDEX search_passage_text_vector ON search_passage_text USING gin (vector)",
)
TRIAL_ENTRY = (
    "CREATE TEMPORARY TABLE search_entry (id bigint PRIMARY KEY, record_id bigint NOT NULL,"
    " language varchar(16) NOT NULL)"
)


def create_text_table(connection: BaseDatabaseWrapper) -> None:
    """Create the tables that last."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for statement in SQLITE if is_sqlite else POSTGRESQL:
            cursor.execute(statement.format(prefix="", temporary="", index="search_text"))
        for statement in SQLITE_PASSAGES if is_sqlite else POSTGRESQL_PASSAGES:
            cursor.execute(statement)


def drop_text_table(connection: BaseDatabaseWrapper) -> None:
    """Undo `create_text_table`."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS search_text")
        cursor.execute("DROP TABLE IF EXISTS search_passage_text")


def create_trial_tables(connection: BaseDatabaseWrapper) -> None:
    """Hide the site's index behind empty temporary tables of this connection."""
    statements = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute(TRIAL_ENTRY)
        for statement in statements:
            cursor.execute(
                statement.format(prefix="temp.", temporary="TEMPORARY", index="search_trial")
            )


def drop_trial_tables(connection: BaseDatabaseWrapper) -> None:
    """Let the site's index be seen again."""
    schema = "temp" if connection.vendor == "sqlite" else "pg_temp"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {schema}.search_text")
        cursor.execute(f"DROP TABLE IF EXISTS {schema}.search_entry")
