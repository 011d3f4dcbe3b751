"""What this site changes in allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.actions import choose_language, remember_language
from accounts.models import User

# The first of these in a mail's context is its button.
ACTIONS = ("activate_url", "password_reset_url", "signup_url")


ERRORS = {
    "duplicate_email": _("This address belongs to your account already."),
    "email_password_mismatch": _("Mail address and password do not belong together."),
    "email_taken": _("There is already an account with this mail address."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("This code is wrong or too old. Enter a new one."),
    "incorrect_password": _("This is not your password."),
    "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
    "too_many_login_attempts": _(
        "Too many attempts with this mail address. Wait five minutes, or sign in with a"
        " code by mail or with a passkey."
    ),
    "unverified_primary_email": _("Confirm this address first."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Mail in the reader's language, and a language that follows its person."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: BaseForm,
        commit: bool = True,
    ) -> User:
        """Keep the language in which somebody signed up."""
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Show the site in the language of who signed in; learn it if unknown."""
        language = remember_language(user=user, language=translation.get_language())
        response: HttpResponse = super().post_login(request, user, **details)
        choose_language(response=response, language=language)
        return response

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether people may be sent to an address: only on this very host."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def format_email_subject(self, subject: str) -> str:
        """Begin with the name of the site."""
        return f"{settings.WAGTAIL_SITE_NAME}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the person who owns the address."""
        owner = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = getattr(owner, "language", "") or translation.get_language()
        with translation.override(language):
            super().send_mail(
                template_prefix,
                email,
                {**context, "site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.BASE_URL},
            )

    def write_to(self, user: User, template_prefix: str, context: dict[str, Any]) -> None:
        """Write to somebody about their account outside of a request, after a commit."""
        names = {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.BASE_URL}
        with translation.override(user.language or settings.LANGUAGE_CODE):
            message = self.render_mail(
                template_prefix, user.email, {**context, **names, "user": user}
            )
            message.send()

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Return the plain mail with an HTML twin of the same words."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        if isinstance(message, EmailMultiAlternatives):
            action = next((context[name] for name in ACTIONS if context.get(name)), "")
            html = render_to_string(
                "accounts/email.html",
                {**context, "subject": message.subject, "text": message.body, "action": action},
            )
            message.attach_alternative(html, "text/html")
        return message
