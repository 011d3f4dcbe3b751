"""Links that end mail without a sign-in (RFC 8058).

A link is signed, names one person and one wish, and can do nothing but end mail: it may
be forwarded. It works for as long as the account exists.
"""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils import translation

SALT = "notifications.unsubscribe"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a link ends: mail about a kind, or all kinds that come in a digest."""

    user_id: int
    kind: str = ""
    digest: str = ""


def token_for(wish: Wish) -> str:
    """Return the signed wish, fit for an address."""
    return signing.dumps([wish.user_id, wish.kind, wish.digest], salt=SALT)


def read_token(token: str) -> Wish | None:
    """Return the wish; None for what this site did not sign."""
    try:
        user_id, kind, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Wish(int(user_id), str(kind), str(digest))


def link_for(wish: Wish, language: str) -> str:
    """Return the path of the link in the reader's language."""
    with translation.override(language):
        return reverse("notifications:unsubscribe", args=[token_for(wish)])
