"""What this room holds of people."""

from collections.abc import Iterator

from accounts.models import User
from accounts.personal_data import Content, Row, declare, declare_impersonal, declare_owned
from records.models import Record
from search.analysis.analyzer import analyse_plainly
from search.engines.embedded.dialect import text_store
from search.engines.embedded.stores import Condition
from search.models import (
    DismissedRecommendation,
    RecommendationChoice,
    SavedSearch,
    SeenResult,
    Word,
)


def told(user: User) -> Iterator[Row]:
    """Yield which results the person was told of."""
    yield from SeenResult.objects.filter(search__owner=user).values("search__name", "uid", "seen")


def forget_name(user: User, content: Content) -> None:
    """Remove the words of the person's name that stand in no other title."""
    del content
    words = {token.text for token in analyse_plainly(user.get_full_name())}
    others = text_store().words_present(sorted(words), among=Condition.of(Record.objects.live()))
    Word.objects.filter(text__in=words - set(others)).delete()


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
    "search.Passage", "search.SearchIndex",
)  # fmt: skip
declare(
    "search.Word",
    erase=forget_name,
    kept="Words of titles stay while a title has them, and name nobody in particular.",
)
declare_impersonal("Counts texts by day, nobody's in particular.", "search.SearchCount")
