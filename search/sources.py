"""What the sources of harvested records are called.

A harvest may bring a hundred thousand records that all name their source, so a process
remembers a name for some minutes, or until it writes a record itself.
"""

import time
from collections.abc import Iterable

from django.db.models import Max

from records.models import Record

SECONDS = 300.0

_held: dict[str, tuple[float, str]] = {}


def source_titles(sources: Iterable[str]) -> dict[str, str]:
    """Return the title of each source of which there are public records. At most one query."""
    wanted = set(sources)
    now = time.monotonic()
    found = {
        source: title
        for source in wanted
        for until, title in (_held.get(source, (0.0, "")),)
        if until > now
    }
    if missing := wanted - found.keys():
        loaded = _load(missing)
        _held.update({source: (now + SECONDS, title) for source, title in loaded.items()})
        found |= loaded
    return found


def forget_sources() -> None:
    """Read the titles again: a record was written."""
    _held.clear()


def _load(sources: set[str]) -> dict[str, str]:
    rows = Record.objects.public().filter(source__in=sources).order_by().values("source")
    return {row["source"]: row["title"] for row in rows.annotate(title=Max("source_title"))}
