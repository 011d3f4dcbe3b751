"""Asking the two services that know works, and nobody else.

Addresses come from the settings; people choose only what stands behind them in the path.
What comes back is bounded in time and size, never leaves the host that was asked, and does
not come from a private network, unless the settings say so.
"""

import json
import socket
import time
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings

MOST_BYTES = 4 * 1024 * 1024
CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 4, 8, 15
MOST_REDIRECTS = 3
NOT_FOUND = 404


class UnreachableError(Exception):
    """The service did not give an answer that could be used."""


class UnknownThingError(Exception):
    """The service answered that it does not have what was asked for."""


def fetch_json(url: str) -> Mapping[str, Any]:
    """Return the object that an address answers with. UnreachableError, UnknownThingError."""
    host = urlsplit(url).netloc
    end = time.monotonic() + ALL_SECONDS
    try:
        with requests.Session() as session:
            session.trust_env = False
            for _turn in range(MOST_REDIRECTS + 1):
                check_address(url, host)
                # Closed also when it is not read to its end: the session would not do it.
                with session.get(
                    url,
                    headers=headers(),
                    timeout=(CONNECT_SECONDS, READ_SECONDS),
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    if not response.is_redirect:
                        return read_json(response, end)
                    url = urljoin(url, response.headers["Location"])
    except (requests.RequestException, OSError, ValueError, RecursionError) as error:
        raise UnreachableError(str(error)) from error
    raise UnreachableError("It sends us around in circles.")


def headers() -> dict[str, str]:
    """Say who asks."""
    return {
        "Accept": "application/json",
        "User-Agent": f"{settings.WAGTAIL_SITE_NAME} ({settings.BASE_URL})",
    }


def check_address(url: str, host: str) -> None:
    """UnreachableError unless the address is of this host, over TLS, on the open network."""
    parts = urlsplit(url)
    if parts.netloc != host:
        raise UnreachableError("It sends us to another host.")
    if settings.CHM_LOOKUPS_PRIVATE:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise UnreachableError("Its address does not begin with https.")
    for *_rest, address in socket.getaddrinfo(parts.hostname, parts.port or 443):
        if not ip_address(str(address[0])).is_global:
            raise UnreachableError("It is in a private network.")


def read_json(response: requests.Response, end: float) -> Mapping[str, Any]:
    """Read the body up to its limits."""
    if response.status_code == NOT_FOUND:
        raise UnknownThingError
    if response.status_code != requests.codes.ok:
        raise UnreachableError(f"It answered {response.status_code}.")
    body = b""
    for chunk in response.iter_content(64 * 1024):
        body += chunk
        if len(body) > MOST_BYTES or time.monotonic() > end:
            raise UnreachableError("Its answer is too long.")
    found = json.loads(body)
    if not isinstance(found, dict):
        raise UnreachableError("Its answer is no object.")
    return found
