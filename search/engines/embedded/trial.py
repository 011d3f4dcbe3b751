"""A temporary index for judged collections, apart from the site's own (decision 0054)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from search.engines.base import TrialDocument
from search.engines.embedded.dialect import text_store
from search.engines.embedded.documents import text_columns
from search.engines.embedded.plan import plan_for
from search.engines.embedded.ranking import text_scores
from search.engines.embedded.schema import create_trial_tables, drop_trial_tables
from search.engines.embedded.stores import EVERYTHING, TextRow
from search.query import parse

CHUNK = 500


class EmbeddedTrial:
    """Temporary tables of this connection hide the site's index and die with it."""

    def __init__(self) -> None:
        self.identifiers: list[str] = []
        self.languages: dict[str, None] = {}

    def add(self, documents: Iterable[TrialDocument]) -> None:
        """Index these."""
        chunk: list[TrialDocument] = []
        for document in documents:
            chunk.append(document)
            if len(chunk) == CHUNK:
                self._write(chunk)
                chunk = []
        self._write(chunk)

    def search(self, text: str, *, language: str, limit: int) -> list[str]:
        """Return identifiers, best first."""
        plan = plan_for(parse(text), language=language, languages=self.languages)
        scores = text_scores(plan, language=language, among=EVERYTHING)
        ordered = sorted(scores, key=lambda number: (-scores[number], number))
        return [self.identifiers[number - 1] for number in ordered[:limit]]

    def _write(self, documents: list[TrialDocument]) -> None:
        rows = []
        entries = []
        for number, document in enumerate(documents, start=len(self.identifiers) + 1):
            self.languages[document.language] = None
            entries.append((number, number, document.language))
            columns = text_columns(document.title, document.text, document.language)
            rows.append(TextRow(number, columns))
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_entry (id, record_id, language) VALUES (%s, %s, %s)", entries
            )
        text_store().write(rows)
        self.identifiers += [document.identifier for document in documents]


@contextmanager
def open_trial() -> Iterator[EmbeddedTrial]:
    """Open an empty temporary index."""
    create_trial_tables(connection)
    try:
        yield EmbeddedTrial()
    finally:
        drop_trial_tables(connection)
