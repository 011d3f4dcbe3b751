"""An OpenID Connect provider of our own, on loopback: real HTTP, real exchange of tokens."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

SECRET = "stub-secret-that-is-long-enough-for-hs256"


class Provider(ThreadingHTTPServer):
    """Signs in one person: `claims` say who. `asked` lists the paths it was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.claims: dict[str, str] = {}
        self.challenges: dict[str, str] = {}
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def consent(self, authorization: str) -> str:
        """The person agrees at this address; returns where their browser is sent back to."""
        query = {key: values[0] for key, values in parse_qs(urlsplit(authorization).query).items()}
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = query["code_challenge"]
        back = urlencode({"code": code, "state": query["state"]})
        return f"{query['redirect_uri']}?{back}"


class Handler(BaseHTTPRequestHandler):
    """The endpoints that our side asks for itself."""

    server: Provider

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        base = self.server.url
        if self.path == "/.well-known/openid-configuration":
            self.answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.headers["Authorization"] == "Bearer token-of-the-stub":
            self.answer(self.server.claims)
        else:
            self.answer({"error": "invalid_token"}, 401)

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        form = {key: values[0] for key, values in body.items()}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = self.server.challenges.pop(form.get("code", ""), None)
        if form.get("client_secret") != SECRET or known != challenge:
            self.answer({"error": "invalid_grant"}, 400)
            return
        claims = self.server.claims | {"iss": self.server.url, "aud": form["client_id"]}
        self.answer(
            {
                "access_token": "token-of-the-stub",
                "token_type": "bearer",
                "id_token": jwt.encode(claims | {"exp": 4102444800}, SECRET, "HS256"),
            }
        )

    def answer(self, content: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider for the length of a test."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
