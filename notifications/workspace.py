"""The panel of the workspace with what the reader was told."""

from collections.abc import Iterator
from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, ngettext

from accounts.workspace import Context, Panel, Step, Urgency, everybody, register_panel
from notifications.counting import MOST
from notifications.pages import notification_page

LENGTH = 5


def latest(request: HttpRequest) -> dict[str, Any]:
    """What is unread, then the newest; only what may be seen now."""
    user = authenticated_user(request)
    page = notification_page(user, size=LENGTH)
    # The bell asks for the same number.
    request.unread_notifications = page.unread  # type: ignore[attr-defined]
    return {"entries": page.entries, "unread": page.unread}


def steps(context: Context) -> Iterator[Step]:
    """Reading the news."""
    if number := context["unread"]:
        text = ngettext(
            "Read %(number)s new notification", "Read %(number)s new notifications", number
        )
        shown = f"{MOST}+" if number > MOST else number
        address = reverse("notifications:notification_list")
        yield Step(text % {"number": shown}, address, Urgency.NEWS)


def register() -> None:
    """Register the panel."""
    register_panel(
        Panel(
            key="notifications",
            title=_("Notifications"),
            icon="bell",
            order=50,
            may_see=everybody,
            context=latest,
            template="notifications/_panel.html",
            more_url="notifications:notification_list",
            steps=steps,
        )
    )
