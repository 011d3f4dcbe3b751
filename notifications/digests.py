"""Plans digests: binds what waits to the day or week in which its reader gets it.

Any number of planners may run at once: a digest is unique for its person, kind and
period, and takes what waits only while it is itself still waiting and locked.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from notifications.models import Digest, State
from notifications.periods import Moment, Rhythm, last_moment, rhythms_of
from notifications.querysets import unbound

# Readers that one transaction serves.
CHUNK = 500
Due = dict[tuple[str, Moment], list[int]]


def plan_digests(*, now: datetime | None = None) -> int:
    """Bind what waits to the digests that are due; return how many were new."""
    moment = now or timezone.now()
    waiting = (
        unbound()
        .values("user_id", "frequency")
        .annotate(oldest=Min("created"))
        .values_list("user_id", "frequency", "oldest")
        .order_by("user_id", "frequency")
    )
    rows = iter(list(waiting))
    planned = 0
    while chunk := list(islice(rows, CHUNK)):
        for (frequency, due), people in _due(chunk, moment).items():
            planned += _bind(frequency, due, people)
    return planned


def _due(waiting: Sequence[tuple[int, str, datetime]], now: datetime) -> Due:
    """Group the readers whose moment came after something began to wait."""
    rhythms = rhythms_of(person for person, _frequency, _oldest in waiting)
    due: Due = defaultdict(list)
    for person, frequency, oldest in waiting:
        moment = last_moment(rhythms.get(person, Rhythm()), frequency, now)
        if oldest < moment.at:
            due[frequency, moment].append(person)
    return due


@transaction.atomic
def _bind(frequency: str, moment: Moment, people: Sequence[int]) -> int:
    before = Digest.objects.filter(kind=frequency, period=moment.period, user__in=people)
    known = set(before.values_list("user_id", flat=True))
    Digest.objects.bulk_create(
        [
            Digest(user_id=person, kind=frequency, period=moment.period)
            for person in people
            if person not in known
        ],
        ignore_conflicts=True,
    )
    # Locked, so that a sender that takes one of them either has all of it or comes after.
    open_digests = list(
        before.filter(state=State.QUEUED)
        .select_for_update()
        .order_by("pk")
        .values_list("pk", "user_id")
    )
    mine = Digest.objects.filter(
        pk__in=[digest for digest, _person in open_digests], user=OuterRef("user")
    )
    unbound().filter(
        frequency=frequency,
        user__in=[person for _digest, person in open_digests],
        created__lt=moment.at,
    ).update(digest=Subquery(mine.values("pk")[:1]))
    return len(people) - len(known)
