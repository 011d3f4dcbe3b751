"""The key that everybody who is signed in holds: for profiles not shown to strangers."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

SIGNED_IN = "signed-in"


def signed_in_keys(user: User | AnonymousUser) -> Iterator[str]:
    """Yield the key of the gate "signed-in"."""
    if user.is_authenticated and user.is_active:
        yield SIGNED_IN
