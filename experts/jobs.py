"""What the clock starts in the experts room. Safe to repeat, safe to run side by side."""

from django.db import transaction
from django.utils import timezone

from experts.confirmation import confirmed_at, reminder_due
from experts.models import Profile
from experts.profile_notices import CONFIRM, fact_of
from notifications.actions import notify


def remind_profiles() -> int:
    """Ask people once at eleven and once at twelve months; return how many were asked.

    A reminder that the clock missed is not made up for by two at once.
    """
    now = timezone.now()
    asked = 0
    for profile in Profile.objects.to_be_confirmed(now).iterator():
        number = reminder_due(profile, now)
        with transaction.atomic():
            subject, payload = fact_of(profile, number)
            notify(kind=CONFIRM, subject=subject, recipients=[profile.user_id], payload=payload)
            # Unless it was confirmed meanwhile. The record says nothing of reminders.
            Profile.objects.filter(pk=profile.pk, confirmed_at=profile.confirmed_at).update(
                reminded_at=max(now, confirmed_at(profile))
            )
        asked += 1
    return asked
