"""Which dialect the site's database speaks."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search.engines.embedded.postgresql import PostgresqlStore
from search.engines.embedded.postgresql_passages import PostgresqlPassages
from search.engines.embedded.sqlite import SqliteStore
from search.engines.embedded.sqlite_passages import SqlitePassages
from search.engines.embedded.stores import PassageStore, TextStore

DIALECTS: dict[str, TextStore] = {"sqlite": SqliteStore(), "postgresql": PostgresqlStore()}

PASSAGES: dict[str, PassageStore] = {
    "sqlite": SqlitePassages(),
    "postgresql": PostgresqlPassages(),
}


def text_store() -> TextStore:
    """Return the text search of the site's database."""
    try:
        return DIALECTS[connection.vendor]
    except KeyError:
        raise ImproperlyConfigured(
            f"The embedded index needs SQLite or PostgreSQL, not {connection.vendor}."
        ) from None


def passage_store() -> PassageStore:
    """Return the text search over passages; `text_store` refuses other databases."""
    return PASSAGES[connection.vendor]
