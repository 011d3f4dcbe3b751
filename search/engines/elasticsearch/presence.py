"""In which languages an index has texts, so that searches ask only in these.

A process asks an index once a minute. A language that is new to a site is searched from
then on; the reader's own language always is.
"""

import time
from threading import Lock

from search.engines.elasticsearch.client import reader
from search.engines.elasticsearch.ranking import Fields

SECONDS = 60.0
LOOKED_AT = ["titles.*", "labels.*", "passages.text.*"]

_held: dict[str, tuple[float, Fields]] = {}
_lock = Lock()


def fields_of(index: str) -> Fields:
    """Return the languages that an index (or alias) has."""
    now = time.monotonic()
    with _lock:
        until, fields = _held.get(index, (0.0, Fields(())))
    if until > now:
        return fields
    fields = _ask(index)
    with _lock:
        _held[index] = now + SECONDS, fields
    return fields


def forget(index: str) -> None:
    """Ask again next time."""
    with _lock:
        _held.pop(index, None)


def _ask(index: str) -> Fields:
    names = reader().field_caps(
        index=index, fields=LOOKED_AT, include_empty_fields=False, filters="-parent"
    )["fields"]
    paths = [name.split(".") for name in names]
    languages = {path[1] for path in paths if path[0] in {"titles", "labels"}}
    passages = {path[2] for path in paths if path[0] == "passages"}
    return Fields(tuple(sorted(languages)), tuple(sorted(passages)))
