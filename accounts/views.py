"""The account page and the page that asks for a second factor."""

from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actions import choose_language
from accounts.forms import ProfileForm
from accounts.models import User
from accounts.permissions import has_second_factor


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show everything about the account, and change name and language."""
    user = authenticated_user(request)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        return save_profile(request, form)
    factors = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    context = {
        "form": form,
        "addresses": EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
        "has_password": user.has_usable_password(),
        "has_totp": Authenticator.Type.TOTP in factors,
        "passkeys": sum(factor == Authenticator.Type.WEBAUTHN for factor in factors),
        "has_codes": Authenticator.Type.RECOVERY_CODES in factors,
        "sessions": UserSession.objects.purge_and_list(user),
    }
    return render(request, "accounts/home.html", context)


def save_profile(request: HttpRequest, form: ProfileForm) -> HttpResponse:
    """Save the profile and answer in the language just chosen."""
    user: User = form.save()
    language = user.language or translation.get_language()
    with translation.override(language):
        messages.success(request, _("Your changes are saved."))
    response = redirect("accounts:home")
    choose_language(response=response, language=language)
    return response


@never_cache
@login_required
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Explain why a second factor is needed and how to get one."""
    destination = get_next_redirect_url(request) or ""
    if has_second_factor(authenticated_user(request)):
        return redirect(destination or "accounts:home")
    return render(request, "accounts/second_factor.html", {"destination": destination})
