"""The workspace."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.workspace import first_steps, shown_panels


@never_cache
@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, then a panel for each part of their work."""
    shown = shown_panels(request, authenticated_user(request))
    context = {"steps": first_steps(shown), "parts": shown}
    return render(request, "workspace/home.html", context)
