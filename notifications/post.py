"""Hands a mail to the mail server and says in three words what came of it."""

import smtplib
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

from notifications.models import State
from notifications.smtp import FateUnknownError

PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail: SENT, QUEUED (come later), FAILED or UNKNOWN.

    `is_address` says that it failed because of the address, not of our own server.
    """

    state: State
    reason: str = ""
    is_address: bool = False


class Post:
    """One connection for a run of mails. `is_open` turns false when the server is away."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()

    def reach(self) -> bool:
        """Connect if need be. Nothing is handed over when this fails."""
        try:
            self.connection.open()
        except (OSError, smtplib.SMTPException):
            self.is_open = False
        return self.is_open

    def hand_over(self, message: EmailMessage) -> Outcome:
        """Send one mail."""
        try:
            self.connection.send_messages([message])
        except Exception as error:  # noqa: BLE001  (any backend: what it raises is its own)
            self.connection.close()
            return judge(error)
        return Outcome(State.SENT)


def judge(error: Exception) -> Outcome:
    """Say what an error means for the mail. Without certainty it is unknown."""
    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _answer in error.recipients.values()]
        if codes and min(codes) >= PERMANENT:
            return Outcome(State.FAILED, reason, is_address=True)
        return Outcome(State.QUEUED, reason)
    if isinstance(error, smtplib.SMTPDataError):
        final = error.smtp_code >= PERMANENT
        return Outcome(State.FAILED if final else State.QUEUED, reason, is_address=final)
    if isinstance(error, FateUnknownError):
        return Outcome(State.UNKNOWN, reason)
    # Greeting, sign-in or sender refused, or the line went dead before the text was sent.
    if isinstance(error, smtplib.SMTPException | ConnectionError | TimeoutError):
        return Outcome(State.QUEUED, reason)
    return Outcome(State.UNKNOWN, reason)
