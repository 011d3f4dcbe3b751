"""The tables of the search room."""

from search.models.embedded import Document, Entry, FacetKey, IndexLanguage, IndexRun, Word
from search.models.indexes import FailedDocument, IndexState, Narrowing, SearchIndex
from search.models.passages import FileState, FileText, FileUse, Passage
from search.models.recommending import DismissedRecommendation, RecommendationChoice
from search.models.reports import SearchCount
from search.models.saved import Frequency, SavedSearch, SeenResult

__all__ = [
    "DismissedRecommendation",
    "Document",
    "Entry",
    "FacetKey",
    "FailedDocument",
    "FileState",
    "FileText",
    "FileUse",
    "Frequency",
    "IndexLanguage",
    "IndexRun",
    "IndexState",
    "Narrowing",
    "Passage",
    "RecommendationChoice",
    "SavedSearch",
    "SearchCount",
    "SearchIndex",
    "SeenResult",
    "Word",
]
