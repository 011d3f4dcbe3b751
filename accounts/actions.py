"""What is done to accounts, whoever asks for it."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from accounts.models import User

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def remember_language(*, user: User, language: str | None) -> str:
    """Return the user's language; one that has none yet takes the given one."""
    if not user.language and language in LANGUAGES:
        user.language = language
        user.save(update_fields=["language"])
    return user.language or settings.LANGUAGE_CODE


def choose_language(*, response: HttpResponse, language: str) -> None:
    """Make the browser ask for the site in a language, as Django's `set_language` does."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


@transaction.atomic
def confirm_address(*, user: User) -> EmailAddress:
    """Vouch for the user's mail address, as an operator may; it becomes the only main one."""
    EmailAddress.objects.filter(user=user).update(primary=False)
    address, _created = EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
    return address


@transaction.atomic
def replace_address(*, user: User) -> None:
    """Forget the addresses that are not the user's mail address any more.

    The new one is unconfirmed: at the next sign-in its owner is asked to confirm it.
    """
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    EmailAddress.objects.get_or_create(
        user=user, email=user.email.lower(), defaults={"verified": False, "primary": True}
    )
