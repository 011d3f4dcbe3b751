"""Requests, offers and invitations on the workspace."""

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from accounts.workspace import Panel, Step, Urgency, everybody, register_panel
from experts.cooperation.presenting import reader
from experts.models import CooperationItem, MatchSuggestion
from experts.stages import OPEN, Stage

MOST = 5


def shown(request: HttpRequest) -> Mapping[str, Any]:
    """What waits for the person: two queries."""
    user = authenticated_user(request)
    language = reader()
    invitations = MatchSuggestion.objects.told_to(user.pk).filter(
        state="invited", item__stage__in=OPEN, item__owner__is_active=True
    )
    own = CooperationItem.objects.owned_by(user.pk).living().order_by("-updated", "-pk")
    return {
        "invitations": [
            {
                "title": suggestion.item.title_in(language)[0],
                "url": reverse("experts:invitation", args=[suggestion.uid]),
            }
            for suggestion in invitations.select_related("item").order_by("-invited_at")[:MOST]
        ],
        "items": [
            {
                "title": item.title_in(language)[0],
                "url": reverse("experts:item_detail", args=[item.uid]),
                "stage": Stage(item.stage).label,
                "came_back": item.stage == Stage.CLARIFYING,
            }
            for item in own[:MOST]
        ],
    }


def steps(panel: Mapping[str, Any]) -> Iterable[Step]:
    """Invitations wait for an answer; what brokers ask about came back."""
    for each in panel["invitations"]:
        title = _("Answer the invitation: %(title)s") % {"title": each["title"]}
        yield Step(title, each["url"], Urgency.OTHERS_WAIT)
    for each in panel["items"]:
        if each["came_back"]:
            title = _("The brokers ask about: %(title)s") % {"title": each["title"]}
            yield Step(title, each["url"], Urgency.CAME_BACK)


def register() -> None:
    """Put the panel on the workspace."""
    register_panel(PANEL)


PANEL = Panel(
    key="cooperation",
    title=gettext_lazy("Requests and invitations"),
    icon="hand-raised",
    order=40,
    may_see=everybody,
    context=shown,
    template="experts/_cooperation_panel.html",
    more_url="experts:item_mine",
    steps=steps,
)
