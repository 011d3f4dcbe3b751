"""What this site changes in allauth's sign-in by other sites."""

from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings

TIMEOUT = 10


class RefusedAddressError(requests.RequestException):
    """A provider's configuration leads to a place that nobody chose."""


class GuardedSession(requests.Session):
    """Asks providers only: over TLS or at the address that the operator wrote, no redirects.

    Proxies and credentials of the environment are not used.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.max_redirects = 0

    def request(self, method: Any, url: Any, *arguments: Any, **options: Any) -> requests.Response:
        """Send a request; RefusedAddressError for any other address."""
        parts = urlsplit(str(url))
        if parts.scheme != "https" and (parts.scheme, parts.netloc) not in chosen_origins():
            raise RefusedAddressError("Sign-in providers are asked over https only.")
        options.setdefault("timeout", TIMEOUT)
        return super().request(method, url, *arguments, **options)


def chosen_origins() -> set[tuple[str, str]]:
    """Scheme and host of each provider that the operator configured."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    addresses = (urlsplit(app["settings"]["server_url"]) for app in apps)
    return {(parts.scheme, parts.netloc) for parts in addresses}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Providers are reached by our own session; mail addresses of theirs prove nothing here."""

    def get_requests_session(self) -> requests.Session:
        """The guarded session."""
        return GuardedSession()

    def is_email_verified(self, provider: Any, email: str) -> bool:  # noqa: ARG002
        """Whoever comes from elsewhere confirms the address by our own mail."""
        return False
