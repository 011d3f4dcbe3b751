"""After-effects: what follows a commit. Ids only, safe to repeat."""

import logging

from celery import shared_task
from django.conf import settings
from kombu.exceptions import OperationalError

from search import file_texts
from search.indexing import feed

logger = logging.getLogger(__name__)


@shared_task(name="search.follow_feed")
def follow_feed() -> None:
    """Let Elasticsearch follow the change feed."""
    feed.follow()


@shared_task(name="search.read_file")
def read_file(number: int) -> None:
    """Read the text of a file that was claimed (search.jobs.read_files)."""
    file_texts.read_file(number)


def nudge_index() -> None:
    """Ask a worker to bring Elasticsearch up to date; the clock asks every few seconds anyway.

    Without a broker the task would run in the process that publishes, which must not wait
    for Elasticsearch: there the clock alone does it.
    """
    if not settings.ELASTICSEARCH_URL or settings.CELERY_TASK_ALWAYS_EAGER:
        return
    try:
        follow_feed.delay()
    except OperationalError:
        logger.warning("No broker: Elasticsearch follows with the clock.")
