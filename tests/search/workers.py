"""Workers that follow the feed in processes of their own, to be killed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from django.db import OperationalError, connection, connections
from elastic_transport import Transport

from records.sequencer import number_changes
from search.indexing import feed, leases


def quicken(monkeypatch) -> None:
    """Let small batches and short waits make many steps to die between."""
    monkeypatch.setattr(leases, "SECONDS", 1)
    monkeypatch.setattr(feed, "BATCH", 5)
    monkeypatch.setattr(feed, "FIRST_BATCH_AFTER_FAILURE", 3)
    monkeypatch.setattr(feed, "REST", feed.REST / 10)
    monkeypatch.setattr(feed, "REQUEST_SECONDS", 2)
    monkeypatch.setattr(feed, "PROBE_SECONDS", 0.5)


def forked(work: Callable[[], None]) -> int:
    """Run `work` in a copy of this process; returns its number."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


def start_worker() -> int:
    """Start a worker that follows the feed until it is killed."""
    return forked(_follow_for_ever)


def kill(worker: int) -> None:
    """Kill a worker wherever it is."""
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def follow_and_die(step: int) -> bool:
    """Follow the feed once and be killed before the step of this number; tell whether it was.

    A step is a statement to the database or a request to Elasticsearch.
    """
    worker = forked(lambda: _follow_until(step))
    _pid, status = os.waitpid(worker, 0)
    return os.WIFSIGNALED(status)


def _follow_for_ever() -> None:
    while True:
        with suppress(OperationalError):
            number_changes()
            feed.follow()
        time.sleep(0.02)


def _follow_until(step: int) -> None:
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(execute, sql, params, many, context):
        count()
        return execute(sql, params, many, context)

    perform = Transport.perform_request

    def perform_counted(self, *args, **kwargs):
        count()
        return perform(self, *args, **kwargs)

    Transport.perform_request = perform_counted  # type: ignore[method-assign]
    with connection.execute_wrapper(counted):
        feed.follow()
