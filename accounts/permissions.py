"""Who may do what with accounts: pure predicates."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser

from accounts.models import User

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def can_use_admin(user: User | AnonymousUser) -> bool:
    """Return whether the user may open /admin/ or /django-admin/."""
    return user.is_active and (user.is_staff or user.has_perm("wagtailadmin.access_admin"))


def has_second_factor(user: User) -> bool:
    """Return whether the user has an authenticator app or a passkey."""
    return bool(get_adapter().is_mfa_enabled(user, types=SECOND_FACTORS))
