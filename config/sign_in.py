"""Where people may sign in besides here: providers of OpenID Connect, as data (decision 0105)."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

ORCID = "orcid"


def provider(
    *, key: str, name: str, url: str, client_id: str, secret: str, scopes: Iterable[str]
) -> dict[str, Any]:
    """A provider as allauth reads it. `url` is the issuer, where its configuration is found."""
    return {
        "provider_id": key,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "server_url": url,
            "scope": list(scopes),
            "oauth_pkce_enabled": True,
            "fetch_userinfo": True,
        },
    }


def providers(*candidates: dict[str, Any]) -> dict[str, Any]:
    """The setting: those of the candidates that have a client and an address."""
    apps = [each for each in candidates if each["client_id"] and each["settings"]["server_url"]]
    return {"openid_connect": {"APPS": apps}}


def origins(setting: dict[str, Any]) -> list[str]:
    """The origins to which the sign-in form leads, for the content security policy."""
    addresses = [app["settings"]["server_url"] for app in setting["openid_connect"]["APPS"]]
    return sorted({"{0.scheme}://{0.netloc}".format(urlsplit(address)) for address in addresses})
