"""What people do with the searches that they keep."""

from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from search.alerts import feed_position, results_of
from search.models import Frequency, SavedSearch, SeenResult
from search.state import ListState

MAX_PER_PERSON = 100
# Decision 0096.
MAX_REMEMBERED = 1000


class TooManySearchesError(Exception):
    """The person keeps as many searches as they may."""


@transaction.atomic
def save_search(
    *, owner: User, name: str, place: str, query: str, language: str, frequency: str
) -> SavedSearch:
    """Keep a search. What is found now counts as seen; the order and the page are not kept.

    Saving the same search again changes name and frequency of the one that is there.
    """
    User.objects.select_for_update().get(pk=owner.pk)
    state = ListState.from_query(QueryDict(query))
    kept = ListState(text=state.text, filters=state.filters, tab=state.tab).query_string()
    same = SavedSearch.objects.filter(owner=owner, place=place, query=kept, language=language)
    if (search := same.first()) is not None:
        change_search(search=search, name=name, frequency=frequency)
        return search
    if SavedSearch.objects.filter(owner=owner).count() >= MAX_PER_PERSON:
        raise TooManySearchesError
    search = SavedSearch.objects.create(
        owner=owner,
        name=name,
        place=place,
        query=kept,
        language=language,
        frequency=frequency,
        watermark=feed_position(),
    )
    _remember_results(search)
    return search


def change_search(*, search: SavedSearch, name: str, frequency: str) -> None:
    """Rename a search, or tell its owner more or less often.

    Who asks to be told again is told of what comes from now on.
    """
    if search.frequency == Frequency.NEVER != frequency:
        search.watermark = feed_position()
        search.last_run = timezone.now()
    search.name = name
    search.frequency = frequency
    search.save(update_fields=["name", "frequency", "watermark", "last_run"])


def forget_search(*, search: SavedSearch) -> None:
    """Remove a search with everything that is known of it."""
    search.delete()


def _remember_results(search: SavedSearch) -> None:
    uids: list[UUID] = []
    for record in results_of(search):
        if len(uids) == MAX_REMEMBERED:
            search.seen_created_before = timezone.now()
            search.save(update_fields=["seen_created_before"])
            return
        uids.append(record.uid)
    SeenResult.objects.bulk_create([SeenResult(search=search, uid=uid) for uid in uids])
