"""When a profile counts as up to date: its person says so once a year."""

from datetime import datetime

from experts.models import Profile
from experts.periods import FIRST_REMINDER, OUTDATED, SECOND_REMINDER


def confirmed_at(profile: Profile) -> datetime:
    """When its person last said that it is right; before that, when it was made."""
    return profile.confirmed_at or profile.published_at or profile.created


def outdated_since(profile: Profile, now: datetime) -> datetime | None:
    """When it was last confirmed, if that is so long ago that readers are told."""
    since = confirmed_at(profile)
    return since if now - since >= OUTDATED else None


def reminder_due(profile: Profile, now: datetime) -> int:
    """The number of the reminder that its person should have had by now: 0, 1 or 2."""
    age = now - confirmed_at(profile)
    return int(age >= FIRST_REMINDER) + int(age >= SECOND_REMINDER)
