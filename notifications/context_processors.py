"""What every page knows about notifications."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from notifications.counting import unread_count


def unread(request: HttpRequest) -> dict[str, object]:
    """Give the number of unread notifications: one query, and only where it is shown.

    No query where the view counted them already (`request.unread_notifications`).
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    known = getattr(request, "unread_notifications", None)
    if known is not None:
        return {"unread_notifications": known}
    return {"unread_notifications": SimpleLazyObject(lambda: unread_count(user))}
