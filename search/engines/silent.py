"""The engine of last resort: it finds nothing and says why."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

from records.audiences import Viewer
from records.models import Record
from search.engines.base import SearchRequest, SearchResponse, TitleSuggestion, TrialIndex
from search.engines.errors import EngineUnavailableError

UNAVAILABLE = "unavailable"


class SilentEngine:
    """What answers without an embedded index while Elasticsearch is away."""

    name = "silent"

    def search(self, request: SearchRequest) -> SearchResponse:
        """Return nothing, with a notice."""
        return SearchResponse(notice=UNAVAILABLE, page=request.page, size=request.size)

    def scan(self, request: SearchRequest) -> Iterator[Record]:  # noqa: ARG002
        """Refuse: half a list would look like a whole one."""
        raise EngineUnavailableError("there is no other engine")

    def similar(
        self,
        record: Record,  # noqa: ARG002
        *,
        viewer: Viewer,  # noqa: ARG002
        language: str,  # noqa: ARG002
        limit: int,  # noqa: ARG002
    ) -> list[Record]:
        """Return nothing."""
        return []

    def suggest_titles(
        self,
        *,
        viewer: Viewer,  # noqa: ARG002
        text: str,  # noqa: ARG002
        language: str,  # noqa: ARG002
        limit: int,  # noqa: ARG002
    ) -> list[TitleSuggestion]:
        """Return nothing."""
        return []

    def did_you_mean(self, *, text: str, language: str) -> str:  # noqa: ARG002
        """Return nothing."""
        return ""

    def trial(self) -> AbstractContextManager[TrialIndex]:
        """Refuse: there is nothing to try."""
        raise EngineUnavailableError("there is no other engine")
