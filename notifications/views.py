"""What people are told, and how they want to be told."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from notifications.actions import mark_all_read, mark_read, stop_mail, trust_address_again
from notifications.addresses import is_trusted
from notifications.counting import unread_count
from notifications.forms import SettingsForm
from notifications.pages import notification_page
from notifications.presenting import present
from notifications.querysets import told_to
from notifications.registry import known_kinds
from notifications.subscriptions import Wish, read_token


@never_cache
@login_required
@require_safe
def notification_list(request: HttpRequest) -> HttpResponse:
    """List what the user was told and may see now: unread first, then newest first."""
    user = authenticated_user(request)
    page = notification_page(user, request.GET.get("after", ""))
    if page.hidden:
        # What may not be seen any more is not counted any more either.
        mark_read(user=user, notifications=page.hidden)
    context = {"page_of": page, "unread": unread_count(user)}
    return render(request, "notifications/notification_list.html", context)


@never_cache
@login_required
@require_safe
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notification is about, and note that it was read."""
    user = authenticated_user(request)
    notification = get_object_or_404(told_to(user), pk=pk)
    rendered = present(user, [notification], translation.get_language() or "").get(pk)
    if rendered is None:
        raise Http404
    mark_read(user=user, notifications=[pk])
    inside = url_has_allowed_host_and_scheme(
        rendered.url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(rendered.url if inside else "notifications:notification_list")


@login_required
@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Note that the user has read everything up to what they were shown."""
    newest = request.POST.get("newest", "")
    if newest.isascii() and newest.isdigit():
        count = mark_all_read(user=authenticated_user(request), newest=min(int(newest), 2**63 - 1))
        if count:
            messages.success(request, _("Everything is marked as read."))
    return redirect("notifications:notification_list")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings_form(request: HttpRequest) -> HttpResponse:
    """Choose how often mail comes, by kind, and when."""
    user = authenticated_user(request)
    form = SettingsForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        if "trust" in request.POST:
            trust_address_again(user=user)
        messages.success(request, _("Your changes are saved."))
        return redirect("notifications:settings")
    context = {"form": form, "is_trusted": is_trusted(user.email)}
    return render(request, "notifications/settings_form.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End mail, without a sign-in: a mail program posts, a person is asked first.

    Exempt from the CSRF check because mail programs post here (RFC 8058): the signed
    token is the proof, and all it can do is end mail.
    """
    wish = read_token(token)
    user = wish and User.objects.filter(pk=wish.user_id, is_active=True).first()
    if not wish or not user:
        raise Http404
    if request.method == "POST":
        stop_mail(user=user, kind=wish.kind, digest=wish.digest)
    context = {"is_done": request.method == "POST", "what": _what(wish), "digest": wish.digest}
    return render(request, "notifications/unsubscribe.html", context)


def _what(wish: Wish) -> str:
    kind = known_kinds().get(wish.kind)
    return str(kind.label) if kind else ""
