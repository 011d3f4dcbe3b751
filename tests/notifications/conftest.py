"""A mail server on this machine that does as it is told, and kinds to tell about."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.factories.notifications import Noticeboard, registered_kind

ACCEPTED = "250 OK"
CUT = "cut the line"


@dataclass
class MailServer:
    """Notes what arrives. `answers` say what to do with each mail, then all are taken.

    An answer is a line of SMTP, given to RCPT when `at` is "rcpt" and to the text when it
    is "data", or CUT: the line goes dead there; `keeps` says whether the text was kept.
    """

    answers: list[str] = field(default_factory=list)
    at: str = "data"
    keeps: bool = False
    inbox: list[EmailMessage] = field(default_factory=list)
    controller: Any = None

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's names)
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        answer = self.answers.pop(0) if self.at == "rcpt" and self.answers else ACCEPTED
        if answer == CUT:
            server.transport.abort()
        elif answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.at == "data" and self.answers else ACCEPTED
        if answer == ACCEPTED or self.keeps:
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=policy.default)
            message["X-Test-Recipients"] = ", ".join(envelope.rcpt_tos)
            self.inbox.append(message)
        if answer == CUT:
            server.transport.abort()
        return answer

    def recipients(self) -> list[str]:
        """Whom the mails that arrived are for."""
        return [str(message["X-Test-Recipients"]) for message in self.inbox]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A real SMTP conversation on the loopback, by the backend that servers use."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    server.controller = controller
    settings.EMAIL_BACKEND = "notifications.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "Mangrove <noreply@chm.example.org>"
    yield server
    controller.stop()


@pytest.fixture
def board() -> Iterator[Noticeboard]:
    """A kind whose mail is sent at once: tests.news."""
    with registered_kind("tests.news") as board:
        yield board


@pytest.fixture
def daily() -> Iterator[Noticeboard]:
    """A kind that comes in the daily digest: tests.daily."""
    with registered_kind("tests.daily", frequency="daily") as board:
        yield board
