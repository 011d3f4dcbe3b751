"""Elasticsearch answers; while it cannot, the embedded engine does (decision 0084).

After a failure nobody asks for some seconds, then one question tries: a cluster that hangs
costs one reader two seconds, not every reader. An outage is logged when it begins and when
it ends.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TypeVar

from django.conf import settings
from elasticsearch import ApiError, BadRequestError, TransportError

from records.audiences import Viewer
from records.models import Record
from search.engines.base import (
    Engine,
    SearchRequest,
    SearchResponse,
    TitleSuggestion,
    TrialIndex,
)
from search.engines.deadline import deadline
from search.engines.elasticsearch import mapping
from search.engines.errors import EngineUnavailableError
from search.models import IndexState, SearchIndex

logger = logging.getLogger(__name__)

ALL_SECONDS = 2.0
PAUSE = 5.0
SIMPLIFIED = "simplified"
FAILURES = (ApiError, TransportError, EngineUnavailableError)
Answer = TypeVar("Answer")


class Breaker:
    """Whether asking makes sense now; one per process."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.pause = pause
        self._guard = threading.Lock()
        self._closed_until = 0.0
        self._is_out = False

    @property
    def is_out(self) -> bool:
        """Whether there is an outage."""
        return self._is_out

    def allows(self) -> bool:
        """Whether to ask. In an outage true for one caller per pause: the one that tries."""
        with self._guard:
            now = time.monotonic()
            if not self._is_out:
                return True
            if now < self._closed_until:
                return False
            self._closed_until = now + self.pause
            return True

    def failed(self, error: Exception) -> None:
        """Begin an outage, or go on with it."""
        with self._guard:
            is_new, self._is_out = not self._is_out, True
            self._closed_until = time.monotonic() + self.pause
        if is_new:
            logger.error("Elasticsearch cannot answer, the embedded index does: %s", error)

    def succeeded(self) -> None:
        """End the outage, if there was one."""
        with self._guard:
            was_out, self._is_out = self._is_out, False
        if was_out:
            logger.info("Elasticsearch answers again")


class FailoverEngine:
    """The first engine while it can answer in time, else the second."""

    name = "elasticsearch"

    def __init__(self, first: Engine, second: Engine, breaker: Breaker | None = None) -> None:
        self.first = first
        self.second = second
        self.breaker = breaker or Breaker()

    def search(self, request: SearchRequest) -> SearchResponse:
        """Return one page of what the viewer may see; `notice` tells of the second engine."""
        return self._ask(
            lambda: self.first.search(request),
            lambda: _with_notice(self.second.search(request)),
        )

    def scan(self, request: SearchRequest) -> Iterator[Record]:
        """Yield everything the request finds; what breaks off is finished by the second."""
        seen: set[int] = set()
        if self.breaker.allows():
            try:
                check_compatible()
                for record in self.first.scan(request):
                    seen.add(record.pk)
                    yield record
            except FAILURES as error:
                self.breaker.failed(error)
            else:
                self.breaker.succeeded()
                return
        yield from (record for record in self.second.scan(request) if record.pk not in seen)

    def similar(self, record: Record, *, viewer: Viewer, language: str, limit: int) -> list[Record]:
        """Return visible things most like this one."""
        return self._ask(
            lambda: self.first.similar(record, viewer=viewer, language=language, limit=limit),
            lambda: self.second.similar(record, viewer=viewer, language=language, limit=limit),
        )

    def suggest_titles(
        self, *, viewer: Viewer, text: str, language: str, limit: int
    ) -> list[TitleSuggestion]:
        """Return things with a word in their title that begins as `text` ends."""
        return self._ask(
            lambda: self.first.suggest_titles(
                viewer=viewer, text=text, language=language, limit=limit
            ),
            lambda: self.second.suggest_titles(
                viewer=viewer, text=text, language=language, limit=limit
            ),
        )

    def did_you_mean(self, *, text: str, language: str) -> str:
        """Return a better spelling made of public words, or ""."""
        return self._ask(
            lambda: self.first.did_you_mean(text=text, language=language),
            lambda: self.second.did_you_mean(text=text, language=language),
        )

    def trial(self) -> AbstractContextManager[TrialIndex]:
        """Open a temporary index of the first engine."""
        return self.first.trial()

    def _ask(self, first: Callable[[], Answer], second: Callable[[], Answer]) -> Answer:
        if not self.breaker.allows():
            return second()
        try:
            with deadline(ALL_SECONDS):
                check_compatible()
                answer = first()
        except BadRequestError:
            # This question is the fault, not the cluster: others are asked as before.
            logger.exception("Elasticsearch does not understand a question")
            return second()
        except FAILURES as error:
            self.breaker.failed(error)
            return second()
        self.breaker.succeeded()
        return answer


def _with_notice(response: SearchResponse) -> SearchResponse:
    return replace(response, notice=response.notice or SIMPLIFIED)


def check_compatible() -> None:
    """Raise `EngineUnavailableError` unless the searched index is of this version's schema."""
    schema = SearchIndex.objects.filter(state=IndexState.LIVE).values_list("schema", flat=True)
    if schema.first() != mapping.SCHEMA:
        raise EngineUnavailableError(
            f"no index {settings.CHM_SEARCH_INDEX!r} of this version: run rebuild_search"
        )
