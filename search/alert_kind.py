"""How an alert is said, and what of it may be said now."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext, override

from accounts.models import User
from notifications.models import Frequency
from notifications.registry import Fact, NotificationKind, Rendered, register_kind
from records.audiences import Viewer
from records.models import Record
from search.alerts import KIND
from search.engines.base import Sort
from search.models import SavedSearch
from search.result_lists import RESULT_LISTS

NAMED = 5


def register() -> None:
    """Let people be told of new results. The rhythm is the search's own: mail goes at once."""
    register_kind(ALERT)


def may_see(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """The alerts that still have something for this person."""
    searches = _searches(user, facts)
    records = _records(user, facts)
    return {
        fact.subject
        for fact in facts
        if _search_uid(fact) in searches and any(uid in records for uid in _uids(fact))
    }


def render(user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
    """Write the alerts out, with what the person may see at this moment."""
    searches = _searches(user, facts)
    records = _records(user, facts)
    rendered = {}
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(known):
        for fact in facts:
            search = searches.get(_search_uid(fact))
            visible = [records[uid] for uid in _uids(fact) if uid in records]
            if search is not None and visible:
                rendered[fact.subject] = _rendered(
                    search, visible, known, more=bool(fact.payload.get("more"))
                )
    return rendered


def _rendered(
    search: SavedSearch, records: Sequence[Record], language: str, *, more: bool
) -> Rendered:
    count = len(records)
    if more:
        title = _("More than %(count)s new results: %(name)s")
    else:
        title = ngettext("%(count)s new result: %(name)s", "%(count)s new results: %(name)s", count)
    lines = [record.text_in("titles", language)[0] for record in records[:NAMED]]
    address = reverse(RESULT_LISTS[search.place].url_name)
    query = "&".join(filter(None, [search.query, f"sort={Sort.CHANGED}"]))
    return Rendered(
        title=title % {"count": count, "name": search.name},
        lines=tuple(lines),
        url=f"{address}?{query}",
        reason=_("You saved this search and asked to be told of new results."),
        action=_("See the results"),
    )


def _searches(user: User, facts: Sequence[Fact]) -> dict[UUID, SavedSearch]:
    uids = {_search_uid(fact) for fact in facts}
    return {row.uid: row for row in SavedSearch.objects.filter(owner=user, uid__in=uids)}


def _records(user: User, facts: Sequence[Fact]) -> dict[UUID, Record]:
    uids = {uid for fact in facts for uid in _uids(fact)}
    found = Record.objects.visible_to(Viewer(user)).with_uid_in(uids).without_text()
    return {record.uid: record for record in found}


def _search_uid(fact: Fact) -> UUID:
    return UUID(fact.payload["search"])


def _uids(fact: Fact) -> list[UUID]:
    return [UUID(uid) for uid in fact.payload["records"]]


ALERT = NotificationKind(
    key=KIND,
    label=gettext_lazy("New results of saved searches"),
    description=gettext_lazy("Something new is found by a search that you saved."),
    may_see=may_see,
    render=render,
    default_frequency=Frequency.IMMEDIATE,
)
