"""What readers say about recommendations: not this one, none at all, or again."""

from uuid import UUID

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from records.models import Record
from records.requests import ViewerRequest
from search.recommendation_actions import choose_recommendations, dismiss_recommendation


@login_required
@require_POST
def recommendations_switch(request: ViewerRequest) -> HttpResponse:
    """Turn recommendations on or off."""
    is_on = request.POST.get("is_on") == "1"
    choose_recommendations(user=authenticated_user(request), is_on=is_on)
    on, off = _("Recommendations are on."), _("Recommendations are off.")
    messages.success(request, on if is_on else off)
    return _back()


@login_required
@require_POST
def recommendation_dismiss(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Never recommend a thing again."""
    record = get_object_or_404(Record.objects.visible_to(request.viewer), uid=uid)
    dismiss_recommendation(user=authenticated_user(request), uid=record.uid)
    messages.success(request, _("This will not be recommended to you again."))
    return _back()


def _back() -> HttpResponse:
    return redirect(f"{reverse('workspace:home')}#recommendations")
