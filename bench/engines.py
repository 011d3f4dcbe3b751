"""What our layers add to Elasticsearch: one question asked at three depths, in turn.

    python -m bench.engines [--records 100000] [--queries 300]

(a) the golden JSON straight to Elasticsearch, (b) the search function, (c) the page with its
facets. Asked one after the other for each query, so that what else the machine does falls on
all three alike. Fills the configured database and index when they hold less.
Set DATABASE_URL, ELASTICSEARCH_URL and CHM_SEARCH_INDEX to ones of their own.
"""

import argparse
import json
import random
import resource
import statistics
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from elasticsearch import Elasticsearch, helpers

from bench import site  # noqa: F401  (starts Django)
from bench.records import LANGUAGES, load, vocabulary
from records import projection
from records.audiences import Viewer
from records.data import RecordData
from records.models import Record
from records.sequencer import number_changes
from search.actions import search, suggest
from search.indexing import feed, rebuild

WAIT = 60


def main() -> None:
    """Fill, rebuild, ask, and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    if Record.objects.live().count() < options.records:
        load(options.records)
    number_changes()
    figures: dict[str, Any] = {"records": Record.objects.live().count()}
    figures |= rebuilt()
    figures |= asked(options.queries)
    figures |= published()
    print(json.dumps(figures))


def rebuilt() -> dict[str, float]:
    """Rebuild the index, then send the same documents raw; memory is the process's peak."""
    before = _peak()
    began = time.perf_counter()
    done = sum(rebuild.rebuild(restart=True))
    taken = time.perf_counter() - began
    raw = raw_bulk()
    return {
        "rebuilt_per_second": round(done / taken),
        "raw_bulk_per_second": round(raw),
        "rebuild_of_raw": round(done / taken / raw, 2),
        "rebuild_memory_mb": round(_peak() - before),
    }


def raw_bulk() -> float:
    """Copy the documents of the live index to a bare one; returns documents a second."""
    client = straight()
    name = f"{settings.CHM_SEARCH_INDEX}-raw-{uuid.uuid4().hex[:8]}"
    live = next(iter(client.indices.get(index=settings.CHM_SEARCH_INDEX).values()))
    kept = live["settings"]["index"].get("analysis", {})
    client.indices.create(index=name, mappings=live["mappings"], settings={
        "analysis": kept, "number_of_replicas": 0, "refresh_interval": "-1",
        "mapping": live["settings"]["index"].get("mapping", {}),
    })  # fmt: skip
    hits = helpers.scan(client, index=settings.CHM_SEARCH_INDEX, size=500)
    sent, taken = 0, 0.0
    batch: list[dict[str, Any]] = []

    def send() -> None:
        nonlocal sent, taken
        began = time.perf_counter()
        helpers.bulk(client, batch, chunk_size=500)
        taken += time.perf_counter() - began
        sent += len(batch)
        batch.clear()

    try:
        for hit in hits:
            batch.append({"_index": name, "_id": hit["_id"], "_source": hit["_source"]})
            if len(batch) == 500:
                send()
        if batch:
            send()
    finally:
        client.indices.delete(index=name)
    return sent / taken


def asked(count: int) -> dict[str, Any]:
    """Ask the same at three depths, and the beginnings of words."""
    chance, viewer, client = random.Random(7), Viewer.anonymous(), Client()
    raw = straight()
    taken: dict[str, list[float]] = {"a": [], "b": [], "c": [], "suggest": []}
    for _number in range(count):
        language = chance.choice(LANGUAGES)
        words, weights = vocabulary(language)
        text = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(1, 4)))
        body = golden(text, language, viewer)
        ask = partial(search, viewer=viewer, text=text, language=language)
        page = partial(
            client.get, f"/{language}/search/", {"q": text}, headers={"host": "127.0.0.1"}
        )
        taken["a"].append(_timed(partial(raw.search, index=settings.CHM_SEARCH_INDEX, body=body)))
        taken["b"].append(_timed(ask))
        taken["c"].append(_timed(page))
        beginning = text[: chance.randint(2, 5)]
        taken["suggest"].append(
            _timed(partial(suggest, viewer=viewer, text=beginning, language=language))
        )
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/search/", {"q": "island reef"}, headers={"host": "127.0.0.1"})
    figures: dict[str, Any] = {"page_sql_queries": len(queries)}
    for name, times in taken.items():
        figures |= _percentiles(name, times)
    figures |= _percentiles("b_minus_a", _differences(taken["b"], taken["a"]))
    figures |= _percentiles("c_minus_a", _differences(taken["c"], taken["a"]))
    return figures


def golden(text: str, language: str, viewer: Viewer) -> dict[str, Any]:
    """Catch the body that the engine sends for a query: the same JSON goes straight."""
    caught: list[dict[str, Any]] = []
    original = Elasticsearch.search

    def remember(client: Elasticsearch, **options: Any) -> Any:
        caught.append(options["body"])
        return original(client, **options)

    with mock.patch.object(Elasticsearch, "search", remember):
        search(viewer=viewer, text=text, language=language)
    if not caught:
        raise SystemExit("Elasticsearch was not asked: is its index rebuilt?")
    return caught[0]


def published() -> dict[str, float]:
    """How long until a committed record is found, the feed being followed at once."""
    delays = []
    for number in range(5):
        word = f"tidewatcher{number}{uuid.uuid4().hex[:6]}"
        data = RecordData(uid=uuid.uuid4(), kind="news", titles={"en": word}, default_language="en")
        began = time.perf_counter()
        projection.write(data)
        number_changes()
        feed.follow()
        while not search(viewer=Viewer.anonymous(), text=word, language="en").total:
            if time.perf_counter() - began > WAIT:
                raise SystemExit("A published record was not found within a minute.")
            time.sleep(0.05)
        delays.append(time.perf_counter() - began)
    return {"publish_to_searchable_ms": round(statistics.median(delays) * 1000)}


def straight() -> Elasticsearch:
    """A client without anything of ours."""
    return Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=60)


def _differences(longer: list[float], shorter: list[float]) -> list[float]:
    return [one - other for one, other in zip(longer, shorter, strict=True)]


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _percentiles(name: str, times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=20)
    return {f"{name}_p50_ms": round(cuts[9] * 1000, 1), f"{name}_p95_ms": round(cuts[18] * 1000, 1)}


if __name__ == "__main__":
    main()
