"""What holds for every request of a signed-in person."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.permissions import can_use_admin, has_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN_PREFIXES = ("/admin/", "/django-admin/")
# Where people come in or leave; the rest of both admins needs the second factor.
ADMIN_ENTRANCES = (
    "/admin/login/",
    "/admin/logout/",
    "/django-admin/login/",
    "/django-admin/logout/",
)
STARTED = "accounts_session_started"
SEEN = "accounts_session_seen"
# A session is written again at most this often because its person is still there.
SEEN_EVERY = 60


def is_admin(path: str) -> bool:
    """Return whether a path belongs to one of the two admins."""
    return path.startswith(ADMIN_PREFIXES)


@dataclass(frozen=True)
class Limits:
    """Seconds a session may rest, and may last."""

    idle: int
    total: int

    def passed(self, *, started: float, seen: float, now: float) -> bool:
        """Return whether a session is over."""
        return now - seen > self.idle or now - started > self.total


class SessionLimitsMiddleware:
    """Signs out who was away too long or stayed too long.

    The admins have shorter limits than the site: what an editor can do to others is
    worth a new sign-in each day.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = time.time()
        session = request.session
        started = session.setdefault(STARTED, now)
        seen = session.get(SEEN, now)
        if self.limits(request.path_info).passed(started=started, seen=seen, now=now):
            return self.sign_out(request)
        if SEEN not in session or now - seen > SEEN_EVERY:
            session[SEEN] = now
        return self.get_response(request)

    def limits(self, path: str) -> Limits:
        """Return the limits that hold for a path."""
        if is_admin(path):
            return Limits(settings.CHM_ADMIN_SESSION_IDLE, settings.CHM_ADMIN_SESSION_TOTAL)
        return Limits(settings.CHM_SESSION_IDLE, settings.CHM_SESSION_TOTAL)

    def sign_out(self, request: HttpRequest) -> HttpResponse:
        """End the session; a page that was asked for is opened after the next sign-in."""
        logout(request)
        messages.info(
            request, _("You were signed out because your session had ended. Sign in again.")
        )
        if request.method == "GET" and not is_admin(request.path_info):
            return self.get_response(request)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


class AdminSecondFactorMiddleware:
    """Lets nobody into the admins without a second factor (decision 0011).

    Holds for every address under both admins, so that no view, ours or a package's, has
    to remember it. Whoever has no factor yet is sent to a page that says how to get one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.CHM_ADMIN_REQUIRES_MFA and self.lacks_factor(request):
            query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
            address = reverse("accounts:second_factor")
            return HttpResponseRedirect(f"{address}?{query}" if query else address)
        return self.get_response(request)

    def lacks_factor(self, request: HttpRequest) -> bool:
        """Return whether this is a request for an admin by somebody without a factor."""
        path = request.path_info
        if not is_admin(path) or path.startswith(ADMIN_ENTRANCES):
            return False
        user = request.user
        return user.is_authenticated and can_use_admin(user) and not has_second_factor(user)
