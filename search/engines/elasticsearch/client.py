"""The connection to Elasticsearch: one client per process, over all nodes.

A node that does not answer is left aside for a while by the client itself; there is no
sniffing, because the addresses that a cluster knows itself by are rarely ours.
"""

import os
from functools import lru_cache

from django.conf import settings
from elasticsearch import Elasticsearch

from search.engines.deadline import remaining

SEARCH_SECONDS = 2
BULK_SECONDS = 30


def client() -> Elasticsearch:
    """Return the client for writing: nothing is sent twice, bulk requests may take long."""
    return _connected(tuple(settings.ELASTICSEARCH_URL), os.getpid()).options(
        request_timeout=BULK_SECONDS, max_retries=0
    )


def reader() -> Elasticsearch:
    """Return the client for questions: another node is asked when one is gone.

    A node that keeps silent is not asked again: the reader would wait twice.
    """
    nodes = tuple(settings.ELASTICSEARCH_URL)
    return _connected(nodes, os.getpid()).options(
        request_timeout=remaining(SEARCH_SECONDS),
        max_retries=max(len(nodes) - 1, 1),
        retry_on_timeout=False,
    )


@lru_cache(maxsize=4)
def _connected(nodes: tuple[str, ...], process: int) -> Elasticsearch:  # noqa: ARG001
    """Connections are not shared with a forked process: `process` keeps them apart."""
    return Elasticsearch(list(nodes), http_compress=False, max_retries=0)
