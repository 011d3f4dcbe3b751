"""The number beside the bell."""

from accounts.models import User
from notifications.querysets import unread_by

MOST = 99


def unread_count(user: User) -> int:
    """Return how many notifications are unread, at most a hundred; one small query."""
    return unread_by(user).order_by()[: MOST + 1].count()
