"""The panels of the workspace with saved searches and recommendations."""

from datetime import timedelta
from typing import Any, cast

from allauth.core.internal.httpkit import authenticated_user
from django.conf import settings
from django.db.models import Count, F, Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from accounts.workspace import Panel, everybody, register_panel
from records.models import Record
from records.requests import ViewerRequest
from search.models import SavedSearch
from search.recommendations import recommendations_for
from search.saved_words import address_of

LENGTH = 5
RECENT = timedelta(days=14)
# What was there when a search was saved is noted within this time, and is not new.
NOTING = timedelta(minutes=5)


def saved_searches(request: HttpRequest) -> dict[str, Any]:
    """The reader's searches, those with new results first; one query.

    New is what its alert found within a fortnight and the reader may still see. All
    searches are read along with the user: recommendations ask for them again.
    """
    user = authenticated_user(request)
    visible = Record.objects.visible_to(cast("ViewerRequest", request).viewer)
    fresh = Q(
        seen__uid__in=visible.values("uid"),
        seen__seen__gt=F("created") + NOTING,
        seen__seen__gte=timezone.now() - RECENT,
    )
    counted = SavedSearch.objects.annotate(fresh=Count("seen", filter=fresh)).order_by("pk")
    prefetch_related_objects([user], Prefetch("saved_searches", queryset=counted))
    searches = sorted(user.saved_searches.all(), key=lambda row: (-row.fresh, row.name, row.pk))
    return {"rows": [(search, address_of(search)) for search in searches[:LENGTH]]}


def recommended(request: HttpRequest) -> dict[str, Any]:
    """What the reader may like to read."""
    viewer = cast("ViewerRequest", request).viewer
    language = get_language() or settings.LANGUAGE_CODE
    return {"found": recommendations_for(viewer, authenticated_user(request), language)}


def register() -> None:
    """Register the panels."""
    register_panel(
        Panel(
            key="searches",
            title=_("Saved searches"),
            icon="magnifying-glass",
            order=60,
            may_see=everybody,
            context=saved_searches,
            template="search/_saved_panel.html",
            more_url="search:saved_list",
        )
    )
    register_panel(
        Panel(
            key="recommendations",
            title=_("Recommended for you"),
            icon="sparkles",
            order=70,
            may_see=everybody,
            context=recommended,
            template="search/_recommended_panel.html",
        )
    )
