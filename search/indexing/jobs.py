"""What the clock starts for Elasticsearch. Safe to repeat, safe to run side by side."""

import logging

from django.conf import settings
from elasticsearch import ApiError, TransportError

from search.engines.elasticsearch import mapping
from search.indexing import feed, rebuild, upkeep
from search.indexing.sending import IndexingBlockedError
from search.models import SearchIndex

logger = logging.getLogger(__name__)

AWAY = (ApiError, TransportError, IndexingBlockedError)


def follow_feed() -> None:
    """Bring Elasticsearch up to date."""
    feed.follow()


def tidy_indexes() -> None:
    """Drop indexes that are no longer needed, and dead documents of a day ago."""
    if not settings.ELASTICSEARCH_URL:
        return
    client = feed.writing_client()
    try:
        rebuild.drop_old()
        for index in SearchIndex.objects.filter(schema=mapping.SCHEMA):
            upkeep.purge_dead(index, client)
    except AWAY as error:
        logger.warning("The indexes are tidied later: %s", error)


def reconcile_indexes() -> None:
    """Compare every document with its record and mend what differs."""
    if not settings.ELASTICSEARCH_URL:
        return
    try:
        for index in SearchIndex.objects.filter(schema=mapping.SCHEMA, filled__isnull=False):
            upkeep.reconcile(index, feed.writing_client())
    except AWAY as error:
        logger.warning("The indexes are compared later: %s", error)
