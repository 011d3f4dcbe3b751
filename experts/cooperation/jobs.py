"""What the clock does with requests and offers."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from experts.cooperation.actions import expire_item
from experts.cooperation.telling import tell_of_deadline
from experts.models import CooperationItem
from experts.stages import PERISHABLE

# How long before the deadline people are reminded.
NOTICE = timedelta(days=7)


def keep_deadlines() -> int:
    """End what is over, remind of what ends soon; returns how many items that touched."""
    today = timezone.localdate()
    living = CooperationItem.objects.filter(stage__in=PERISHABLE, deadline__isnull=False)
    over = living.filter(deadline__lt=today).order_by("pk")
    ended = sum(expire_item(item=item, today=today) for item in over.iterator())
    soon = living.filter(deadline__gte=today, deadline__lte=today + NOTICE).order_by("pk")
    return ended + sum(remind(item) for item in soon.iterator())


@transaction.atomic
def remind(item: CooperationItem) -> bool:
    """Remind of a deadline once; another deadline is another reminder."""
    fresh = CooperationItem.objects.select_for_update().get(pk=item.pk)
    if fresh.deadline is None or fresh.reminded_for == fresh.deadline:
        return False
    # Not a change of the item: nobody's version grows old.
    CooperationItem.objects.filter(pk=fresh.pk).update(reminded_for=fresh.deadline)
    tell_of_deadline(item=fresh, deadline=fresh.deadline)
    return True
