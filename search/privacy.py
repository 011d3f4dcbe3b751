"""What this room holds of people."""

from collections.abc import Iterator

from accounts.models import User
from accounts.personal_data import Row, declare, declare_impersonal, declare_owned
from search.models import (
    DismissedRecommendation,
    RecommendationChoice,
    SavedSearch,
    SeenResult,
)


def told(user: User) -> Iterator[Row]:
    """Yield which results the person was told of."""
    yield from SeenResult.objects.filter(search__owner=user).values("search__name", "uid", "seen")


declare_owned(
    "search.SavedSearch",
    lambda user: SavedSearch.objects.filter(owner=user),
    "name", "query", "language", "frequency", "created",
)  # fmt: skip
declare_owned(
    "search.RecommendationChoice",
    lambda user: RecommendationChoice.objects.filter(user=user),
    "is_on",
)
declare_owned(
    "search.DismissedRecommendation",
    lambda user: DismissedRecommendation.objects.filter(user=user),
    "uid", "dismissed",
)  # fmt: skip
declare("search.SeenResult", export=told, kept="Goes with its saved search.")
declare_impersonal(
    "Made from records, which the rooms that write them keep up to date.",
    "search.Document", "search.Entry", "search.FacetKey", "search.FailedDocument",
    "search.FileText", "search.FileUse", "search.IndexLanguage", "search.IndexRun",
    "search.Passage", "search.SearchIndex", "search.Word",
)  # fmt: skip
declare_impersonal("Counts texts by day, nobody's in particular.", "search.SearchCount")
