"""A new index beside the one that is searched, proven, then swapped in (decision 0083)."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from django.utils import timezone
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import mapping
from search.engines.elasticsearch.client import client as connected
from search.indexing import feed, gate, indexes, leases
from search.indexing.filling import fill
from search.models import IndexState, SearchIndex

KEPT = timedelta(days=1)
LEASE_PATIENCE = 60.0


class RebuildError(Exception):
    """The rebuild cannot go on; the message says what to do."""


def rebuild(*, restart: bool = False) -> Iterator[int]:
    """Build, prove and swap in a new index; yields how many records each step dealt with.

    A run that was stopped goes on unless `restart`. Searches and writers notice nothing.
    Raises `GateError` and keeps the old index when the new one is not what it should be,
    `IndexingBlockedError` when Elasticsearch takes nothing.
    """
    client = connected()
    index = _unfinished(client, restart=restart) or indexes.create(client)
    indexes.ensure(index, client)
    yield from fill(index, client)
    indexes.make_searchable(index, client)
    with hold(index) as held:
        feed.drain(index, held, client)
        feed.refresh(index, client)
        held.extend()
        gate.examine(index, client, keep=held.extend)
    switch_to(index, client)


def roll_back() -> SearchIndex:
    """Search the index before the last swap again; it has followed the feed all along."""
    old = (
        SearchIndex.objects.filter(state=IndexState.OLD, schema=mapping.SCHEMA)
        .order_by("-switched")
        .first()
    )
    if old is None:
        raise RebuildError("There is no older index that this version of the software can use.")
    switch_to(old, connected())
    return old


def switch_to(index: SearchIndex, client: Elasticsearch) -> None:
    """Let searches ask `index`: one call, after it has caught up with the one before.

    Both leases are held: nobody stops leaving out a narrowed record for the one index
    while the other does not hold the change yet.
    """
    before = indexes.searched_index(client)
    with ExitStack() as stack:
        held = stack.enter_context(hold(index))
        previous = SearchIndex.objects.filter(name=before).exclude(pk=index.pk).first()
        if previous is not None:
            stack.enter_context(hold(previous))
        if indexes.searched_index(client) != before:
            raise RebuildError("Another index was swapped in meanwhile. Try again.")
        feed.drain(index, held, client)
        feed.refresh(index, client)
        held.extend()
        indexes.point_alias(index, client)
        indexes.adopt(index)
        feed.release_narrowed(index, held, client)


def drop_old() -> int:
    """Drop indexes that were swapped out a day ago, or that nobody finished and restarted."""
    client = connected()
    past = SearchIndex.objects.filter(
        state=IndexState.OLD, switched__lt=timezone.now() - KEPT
    ).exclude(name=indexes.searched_index(client))
    rows = list(past)
    for index in rows:
        indexes.drop(index, client)
    return len(rows)


@contextmanager
def hold(index: SearchIndex) -> Iterator[leases.Lease]:
    """Hold the lease of an index, waiting for the worker that has it."""
    end = time.monotonic() + LEASE_PATIENCE
    while time.monotonic() < end:
        with leases.lease(index.name) as held:
            if held is not None:
                yield held
                return
        time.sleep(0.2)
    raise RebuildError(f"Another worker has held the index {index.name} for too long. Try again.")


def _unfinished(client: Elasticsearch, *, restart: bool) -> SearchIndex | None:
    """Return the index that a stopped run left, if it can be gone on with."""
    index = SearchIndex.objects.filter(state=IndexState.BUILDING).first()
    if index is None:
        return None
    usable = index.schema == mapping.SCHEMA and client.indices.exists(index=index.name)
    if usable and not restart:
        return index
    if index.filled_after == 0 and not restart and index.schema == mapping.SCHEMA:
        return index
    indexes.drop(index, client)
    return None
