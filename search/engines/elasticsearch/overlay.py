"""Records of which less may be seen than Elasticsearch knows (decision 0080).

Whoever narrows appends a row in the same transaction; every search leaves these records
out; the feed takes the rows away once the live index holds the new state.
"""

from collections.abc import Iterable

from search.engines.errors import EngineUnavailableError
from search.models import Narrowing

MAX_NARROWED = 5000


def narrow(records: Iterable[int]) -> None:
    """Leave these records out of searches from the commit on, by their numbers."""
    Narrowing.objects.bulk_create([Narrowing(record_id=record) for record in records])


def narrowed_records() -> list[int]:
    """Return the numbers of the records to leave out; asked before Elasticsearch is.

    Raises `EngineUnavailableError` when they are too many for a query.
    """
    rows = Narrowing.objects.order_by().values_list("record_id", flat=True).distinct()
    found = list(rows[: MAX_NARROWED + 1])
    if len(found) > MAX_NARROWED:
        raise EngineUnavailableError(f"more than {MAX_NARROWED} records wait to be hidden")
    return found
