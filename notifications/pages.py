"""One page of what somebody was told: unread first, then newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, Subquery
from django.utils import translation

from accounts.models import User
from notifications.models import Notification
from notifications.presenting import present
from notifications.querysets import told_to, unread_by
from notifications.registry import Rendered

SIZE = 20
LONGEST_CURSOR = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list."""

    pk: int
    rendered: Rendered
    is_unread: bool
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class NotificationPage:
    """Entries that may be seen now.

    `next` is the cursor of the next page, empty on the last one. `newest` is the highest
    notification that was looked at. `hidden` are unread ones that may not be seen.
    `unread` is how many are unread on all pages, hidden ones too.
    """

    entries: tuple[Entry, ...]
    next: str
    newest: int
    hidden: tuple[int, ...]
    unread: int


def notification_page(user: User, cursor: str = "", *, size: int = SIZE) -> NotificationPage:
    """Return the page after the cursor. A cursor that is no cursor gives the first page."""
    rows = list(
        told_to(user)
        .filter(_after(cursor))
        .annotate(
            is_read=ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField()),
            unread=Subquery(
                unread_by(user).order_by().values("user").annotate(n=Count("pk")).values("n")
            ),
        )
        .order_by("is_read", "-pk")[: size + 1]
    )
    page = rows[:size]
    shown = present(user, page, translation.get_language() or "")
    return NotificationPage(
        entries=tuple(
            Entry(row.pk, shown[row.pk], row.read_at is None, row.event.occurred_at)
            for row in page
            if row.pk in shown
        ),
        next=_cursor(page[-1]) if len(rows) > size else "",
        newest=max((row.pk for row in page), default=0),
        hidden=tuple(row.pk for row in page if row.read_at is None and row.pk not in shown),
        unread=(page[0].unread or 0) if page else 0,
    )


def _cursor(row: Notification) -> str:
    return f"{'r' if row.read_at else 'u'}{row.pk}"


def _after(cursor: str) -> Q:
    phase, number = cursor[:1], cursor[1:LONGEST_CURSOR]
    if phase not in {"r", "u"} or not (number.isascii() and number.isdigit()):
        return Q()
    older = Q(pk__lt=min(int(number), 2**63 - 1))
    if phase == "r":
        return Q(read_at__isnull=False) & older
    return Q(read_at__isnull=False) | older
