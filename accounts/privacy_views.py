"""A person's own data: to take along, and to have erased."""

from allauth.account.decorators import reauthentication_required
from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.data_export import parts_of, write_archive
from accounts.disclosures import note_disclosure
from accounts.erasure import HandOverError, cancel_erasure, request_erasure
from accounts.forms import ErasureForm
from accounts.models import Erasure
from accounts.personal_data import Content, obstacles_of


@never_cache
@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Say what is held, and offer to download it or to close the account."""
    user = authenticated_user(request)
    return render(
        request,
        "accounts/data.html",
        {
            "parts": [(part.title, len(part.rows)) for part in parts_of(user)],
            "planned": Erasure.objects.filter(user=user, done__isnull=True).first(),
            "obstacles": obstacles_of(user),
        },
    )


@never_cache
@login_required
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]
def download(request: HttpRequest) -> FileResponse:
    """Hand out the archive to its person, who has just proved who they are."""
    user = authenticated_user(request)
    archive = write_archive(user)
    note_disclosure(actor=user, what="own data", rows=1)
    name = f"{timezone.now():%Y-%m-%d}-my-data.zip"
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: HttpRequest) -> HttpResponse:
    """Ask what becomes of the content, then plan the erasure and sign out."""
    user = authenticated_user(request)
    reasons = obstacles_of(user)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and not reasons and form.is_valid():
        try:
            planned = request_erasure(user=user, content=Content(form.cleaned_data["content"]))
        except HandOverError as error:
            reasons = error.reasons
        else:
            logout(request)
            messages.success(
                request,
                _("Your account will be erased on %(date)s. Sign in before then to keep it.")
                % {"date": date_format(planned.due)},
            )
            return redirect("account_login")
    return render(request, "accounts/data_erase.html", {"form": form, "obstacles": reasons})


@never_cache
@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Call the erasure off."""
    if cancel_erasure(user=authenticated_user(request)):
        messages.success(request, _("Your account stays. Nothing was erased."))
    return redirect("accounts:data")
