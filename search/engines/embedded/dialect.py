"""Which dialect the site's database speaks."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search.engines.embedded.postgresql import PostgresqlStore
from search.engines.embedded.sqlite import SqliteStore
from search.engines.embedded.stores import TextStore

DIALECTS: dict[str, TextStore] = {"sqlite": SqliteStore(), "postgresql": PostgresqlStore()}


def text_store() -> TextStore:
    """Return the text search of the site's database."""
    try:
        return DIALECTS[connection.vendor]
    except KeyError:
        raise ImproperlyConfigured(
            f"The embedded index needs SQLite or PostgreSQL, not {connection.vendor}."
        ) from None
