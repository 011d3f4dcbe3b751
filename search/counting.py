"""Counts what is searched for, so that editors see what is missing (decision 0098).

No person, no address, no time of day: a folded text, its language and a number per day.
"""

import logging
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import DatabaseError, connection
from django.http import QueryDict
from django.utils import timezone

from search.models import SearchCount
from search.query import clean
from search.state import ListState
from vocabularies.folding import fold

LONGEST = 200
ROBOTS = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|curl|wget|python|java/|go-http|headless|monitor|preview"
    r"|lighthouse|scrap|fetch",
    re.IGNORECASE,
)
logger = logging.getLogger(__name__)


def counted_text(state: ListState, headers: Mapping[str, str]) -> str:
    """Return the text to count, or "" for what is no new search of a person.

    Robots, prefetching browsers, filters, tabs and pages do not count, nor does coming back
    to the same text from one of its own result pages.
    """
    if not state.is_plain or not _is_person(headers):
        return ""
    text = fold(clean(state.text))
    came_from = QueryDict(urlsplit(headers.get("Referer", "")).query[:4000]).get("q", "")
    return "" if fold(clean(came_from)) == text else text[:LONGEST].strip()


def _is_person(headers: Mapping[str, str]) -> bool:
    agent = headers.get("User-Agent", "")
    return bool(agent) and not ROBOTS.search(agent) and not headers.get("Sec-Purpose")


def count_search(*, text: str, language: str, found: bool) -> None:
    """Add one search of this text today. One statement; a failure is logged, never raised."""
    table = SearchCount._meta.db_table
    statement = (
        f"INSERT INTO {table} (day, language, text, searches, without_results)"  # noqa: S608
        " VALUES (%s, %s, %s, 1, %s) ON CONFLICT (day, language, text) DO UPDATE SET"
        f" searches = {table}.searches + 1,"
        f" without_results = {table}.without_results + excluded.without_results"
    )
    day = timezone.localdate()
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, [day, language, text, 0 if found else 1])
    except DatabaseError:
        logger.exception("A search was not counted.")
