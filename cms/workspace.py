"""The panels of the workspace for people who write and approve pages."""

from collections.abc import Iterator
from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from wagtail.models import Page

from accounts.models import User
from accounts.workspace import Context, Panel, Step, Urgency, register_panel
from cms.moderation import Waiting, edit_url, returned_to, waiting_for

LENGTH = 5
ANCHOR = "#tasks"


def works_here(user: User) -> bool:
    """Whether the user may open the pages on which content is written."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def tasks(request: HttpRequest) -> dict[str, Any]:
    """Pages that the reader may approve or return, the oldest first."""
    waiting = waiting_for(authenticated_user(request))
    return {"items": waiting[:LENGTH], "number": len(waiting)}


def task_steps(context: Context) -> Iterator[Step]:
    """Deciding what others wait for."""
    if number := context["number"]:
        text = ngettext(
            "Look at %(number)s page that waits for your approval",
            "Look at %(number)s pages that wait for your approval",
            number,
        )
        first = context["items"][0].url if number == 1 else ANCHOR
        yield Step(text % {"number": number}, first, Urgency.OTHERS_WAIT)


def drafts(request: HttpRequest) -> dict[str, Any]:
    """What came back to the reader with its reason, then what they have not finished."""
    user = authenticated_user(request)
    returned = returned_to(user)[:LENGTH]
    known = {item.url for item in returned}
    unfinished = [item for item in unfinished_pages(user) if item.url not in known]
    return {"returned": returned, "drafts": unfinished[:LENGTH]}


def unfinished_pages(user: User) -> list[Waiting]:
    """The user's own pages with changes that nobody else sees yet, the newest first."""
    pages = (
        Page.objects.filter(owner=user, has_unpublished_changes=True, alias_of__isnull=True)
        .order_by("-latest_revision_created_at", "-pk")
        .only("draft_title", "latest_revision_created_at", "depth", "path")
    )
    return [
        Waiting(
            title=page.draft_title,
            url=edit_url(page.pk),
            since=page.latest_revision_created_at and page.latest_revision_created_at.date(),
        )
        for page in pages[: 2 * LENGTH]
    ]


def draft_steps(context: Context) -> Iterator[Step]:
    """Improving what came back."""
    for item in context["returned"]:
        text = _("Improve “%(title)s”: it came back to you") % {"title": item.title}
        yield Step(text, item.url, Urgency.CAME_BACK)


def register() -> None:
    """Register the panels."""
    register_panel(
        Panel(
            key="tasks",
            title=gettext_lazy("Waiting for you"),
            icon="inbox-arrow-down",
            order=10,
            may_see=works_here,
            context=tasks,
            template="cms/_tasks_panel.html",
            steps=task_steps,
        )
    )
    register_panel(
        Panel(
            key="drafts",
            title=gettext_lazy("Your drafts"),
            icon="pencil-square",
            order=20,
            may_see=works_here,
            context=drafts,
            template="cms/_drafts_panel.html",
            more_url="wagtailadmin_home",
            more_label=gettext_lazy("Open the editing pages"),
            in_menu=False,
            steps=draft_steps,
        )
    )
