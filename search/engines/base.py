"""What an engine is asked and what it answers.

Every engine keeps the same promises (tests/search/conformance.py).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from records.audiences import Viewer
from records.models import Record
from search.query import Query

MAX_RESULTS = 1000
DEFAULT_SIZE = 25
SCAN_BATCH = 200


class Sort(StrEnum):
    """The orders of a result list. `changed` puts the last change of the feed first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    START = "start"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One page of results for one viewer.

    `filters` goes from a facet's key to the chosen values: alternatives within a facet,
    all facets together. `language` is the reader's. Pages count from 1. `changed_after`
    keeps only what has a higher number in the change feed (alerts); spelling is then never
    relaxed, since nothing new is no reason to look for something else.
    """

    query: Query
    viewer: Viewer
    language: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = DEFAULT_SIZE
    changed_after: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; `marked` when it is what was looked for."""

    text: str
    marked: bool = False


Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageHit:
    """Where an attached file says it. `page` counts from 1; 0 where there are no pages."""

    url: str
    title: str
    page: int
    text: Segments
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found thing. `language` is the language of `title`; texts are never HTML.

    `snippet_language` is the language of `snippets`, which may differ. `passages` are the
    best places in its files.
    """

    record: Record
    language: str
    title: Segments
    snippets: tuple[Segments, ...] = ()
    snippet_language: str = ""
    passages: tuple[PassageHit, ...] = ()
    score: float = 0.0

    @property
    def uid(self) -> UUID:
        """The identifier of the thing."""
        return self.record.uid


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and how many things one would see by choosing it (too)."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet, most frequent first; `other` is how many are not listed."""

    key: str
    values: tuple[FacetValue, ...] = ()
    other: int = 0

    def __bool__(self) -> bool:
        return bool(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResponse:
    """A page of hits, and what can be said of all of them.

    `total` counts things the viewer may see. `similar` tells that nothing matched as
    written and spelling was relaxed. `did_you_mean` is "" or a better spelling made of
    words that are public. `notice` is "" or "simplified", when another engine than the
    usual one answered.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, Facet] = field(default_factory=dict)
    did_you_mean: str = ""
    similar: bool = False
    notice: str = ""
    page: int = 1
    size: int = DEFAULT_SIZE

    @property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return -(-min(self.total, MAX_RESULTS) // self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSuggestion:
    """A visible thing whose title begins so."""

    record: Record
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDocument:
    """A text of a judged collection."""

    identifier: str
    language: str
    title: str
    text: str


class TrialIndex(Protocol):
    """A temporary index of an engine, apart from the site's own."""

    def add(self, documents: Iterable[TrialDocument]) -> None:
        """Index these."""

    def search(self, text: str, *, language: str, limit: int) -> list[str]:
        """Return identifiers, best first."""


class Engine(Protocol):
    """Finds records."""

    name: str

    def search(self, request: SearchRequest) -> SearchResponse:
        """Return one page of what the viewer may see."""

    def scan(self, request: SearchRequest) -> Iterator[Record]:
        """Yield everything the request finds, in its order, beyond `MAX_RESULTS` too.

        Pages and facets are not asked for. Each batch of `SCAN_BATCH` is checked again under
        the keys that the viewer holds then (`Viewer.renewed`), so a long export cannot
        outlive a right.
        """

    def similar(self, record: Record, *, viewer: Viewer, language: str, limit: int) -> list[Record]:
        """Return visible things most like this one by terms and words, without itself."""

    def suggest_titles(
        self, *, viewer: Viewer, text: str, language: str, limit: int
    ) -> list[TitleSuggestion]:
        """Return things with a word in their title that begins as `text` ends."""

    def did_you_mean(self, *, text: str, language: str) -> str:
        """Return `text` with misspelt words replaced by words of public records, or ""."""

    def trial(self) -> AbstractContextManager[TrialIndex]:
        """Open a temporary index that ranks as the site does."""
