"""How fast the search answers.

    python -m bench.search [--records 20000]

Prints one line of JSON. Uses the site's database as configured: point CHM_DATA_DIR or
DATABASE_URL to one of its own, migrated.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from functools import partial

from django.db import connection

from bench import site  # noqa: F401  (starts Django)
from bench.records import LANGUAGES, load, vocabulary
from records.audiences import Viewer
from records.models import Record
from search.actions import search, suggest
from search.engines.embedded import writing
from search.models import Entry


def main() -> None:
    """Fill the database, ask, and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    figures: dict[str, float] = {}
    missing = options.records - Record.objects.live().count()
    if missing > 0:
        started = time.perf_counter()
        written = load(options.records)
        figures["written_per_second"] = round(written / (time.perf_counter() - started))
    figures["records"] = Record.objects.live().count()
    figures["entries"] = Entry.objects.count()
    figures |= asked(options.queries)
    figures |= rebuilt()
    print(json.dumps({"database": connection.vendor, **figures}))


def asked(count: int) -> dict[str, float]:
    """Ask queries of one to four words, some narrowed, and the beginnings of words."""
    chance = random.Random(7)
    viewer = Viewer.anonymous()
    searches, suggestions = [], []
    for number in range(count):
        language = chance.choice(LANGUAGES)
        words, weights = vocabulary(language)
        text = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(1, 4)))
        filters = {"kind": ("news", "event")} if number % 3 == 0 else {}
        ask = partial(search, viewer=viewer, language=language)
        searches.append(timed(partial(ask, text=text, filters=filters)))
        beginning = text[: chance.randint(2, 5)]
        suggestions.append(
            timed(partial(suggest, viewer=viewer, text=beginning, language=language))
        )
    everything = [timed(partial(search, viewer=viewer, language="en")) for _ in range(10)]
    return {
        **percentiles("search", searches),
        **percentiles("suggest", suggestions),
        **percentiles("everything", everything),
    }


def rebuilt() -> dict[str, float]:
    """Index 2,000 records again."""
    steps = writing.rebuild(restart=True)
    started, done = time.perf_counter(), 0
    for step in steps:
        done += step
        if done >= 2000:
            break
    return {"indexed_per_second": round(done / (time.perf_counter() - started))}


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Return how many milliseconds a call takes by the clock, and of this process's CPU."""
    started, used = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - started) * 1000, (time.process_time() - used) * 1000


def percentiles(name: str, values: list[tuple[float, float]]) -> dict[str, float]:
    """Return p50 and p95 of both times. CPU is without the work of a database server."""
    figures = {}
    for label, times in zip(("wall", "cpu"), zip(*values, strict=True), strict=True):
        cuts = statistics.quantiles(times, n=20)
        figures[f"{name}_{label}_p50_ms"] = round(cuts[9], 1)
        figures[f"{name}_{label}_p95_ms"] = round(cuts[18], 1)
    return figures


if __name__ == "__main__":
    main()
