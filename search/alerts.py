"""New results of saved searches: found as the owner, told once (decisions 0095, 0096)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from notifications.actions import notify
from notifications.periods import Rhythm, last_moment, rhythms_of
from records.audiences import Viewer
from records.models import Record, Sequence
from search.actions import request_for
from search.engines.base import Engine
from search.engines.current import ENGINES
from search.models import Frequency, IndexState, SavedSearch, SearchIndex, SeenResult
from search.result_lists import RESULT_LISTS
from search.state import ListState

KIND = "search.alert"
# Identifiers that one notification carries.
MAX_NAMED = 200


@dataclass(frozen=True, slots=True)
class NewResults:
    """Things that the owner was not told of, up to a position of the change feed."""

    position: int
    uids: tuple[UUID, ...]


def due_searches() -> list[int]:
    """Number the searches whose owner's day or week has begun since they last ran."""
    rows = list(
        SavedSearch.objects.exclude(frequency=Frequency.NEVER)
        .filter(owner__is_active=True)
        .order_by("pk")
        .values_list("pk", "owner_id", "frequency", "last_run", "created")
    )
    rhythms = rhythms_of({owner for _pk, owner, *_rest in rows})
    now = timezone.now()
    return [
        pk
        for pk, owner, frequency, last_run, created in rows
        if (last_run or created) < last_moment(rhythms.get(owner, Rhythm()), frequency, now).at
    ]


def run_search(number: int) -> int:
    """Tell the owner of a saved search what is new to it; return how many things are.

    The search is asked outside of the transaction. Position, what was seen and the event
    are written in one: a run that dies leaves nothing, and of two at once one writes.
    """
    search = (
        SavedSearch.objects.filter(pk=number, owner__is_active=True).select_related("owner").first()
    )
    if search is None:
        return 0
    found = new_results(search)
    with transaction.atomic():
        held = SavedSearch.objects.select_for_update().filter(pk=number).first()
        if held is None or (held.watermark, held.last_run) != (search.watermark, search.last_run):
            return 0
        SeenResult.objects.bulk_create(
            [SeenResult(search=held, uid=uid) for uid in found.uids], batch_size=500
        )
        if found.uids:
            _tell(held, found)
        held.watermark = max(found.position, held.watermark)
        held.last_run = timezone.now()
        held.save(update_fields=["watermark", "last_run"])
    return len(found.uids)


def new_results(search: SavedSearch) -> NewResults:
    """Return what the owner may see now and was not told of. Nothing is written."""
    position = feed_position()
    changed = [
        record.uid
        for record in results_of(search, changed_after=search.watermark)
        if record.seq is not None and record.seq <= position and not _was_there(search, record)
    ]
    seen: set[UUID] = set()
    for start in range(0, len(changed), 500):
        asked = changed[start : start + 500]
        rows = SeenResult.objects.filter(search=search, uid__in=asked)
        seen.update(rows.values_list("uid", flat=True))
    return NewResults(position, tuple(uid for uid in dict.fromkeys(changed) if uid not in seen))


def results_of(search: SavedSearch, *, changed_after: int | None = None) -> Iterator[Record]:
    """Yield what the owner finds with a saved search, by the keys that they hold now."""
    state = state_of(search)
    request = request_for(
        viewer=Viewer(search.owner),
        text=state.text,
        filters=RESULT_LISTS[search.place].filters(state),
        sort="",
        language=search.language,
    )
    return alert_engine().scan(replace(request, changed_after=changed_after))


def state_of(search: SavedSearch) -> ListState:
    """The state of the result page that was saved."""
    return ListState.from_query(QueryDict(search.query))


def alert_engine() -> Engine:
    """The engine that is never behind where it is on; never a stand-in (decision 0095)."""
    return ENGINES["embedded" if settings.CHM_SEARCH_EMBEDDED else "elasticsearch"]


def feed_position() -> int:
    """Up to which number of the change feed the engine of alerts has everything."""
    last = Sequence.objects.values_list("last_seq", flat=True).first() or 0
    if settings.CHM_SEARCH_EMBEDDED:
        return last
    live = SearchIndex.objects.filter(state=IndexState.LIVE)
    return min(last, live.values_list("position", flat=True).first() or 0)


def _was_there(search: SavedSearch, record: Record) -> bool:
    before = search.seen_created_before
    return before is not None and record.created < before


def _tell(search: SavedSearch, found: NewResults) -> None:
    notify(
        kind=KIND,
        subject=f"{search.uid}:{found.position}",
        recipients=[search.owner_id],
        payload={
            "search": str(search.uid),
            "records": [str(uid) for uid in found.uids[:MAX_NAMED]],
            "more": len(found.uids) > MAX_NAMED,
        },
    )
