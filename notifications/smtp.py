"""Mail by SMTP that can tell whether a broken conversation may have delivered."""

import smtplib
from typing import Any

from django.core.mail.backends import smtp


class FateUnknownError(Exception):
    """The text was handed over, and the server never answered: it may have arrived."""


class _Careful:
    """Mixed into the clients of `smtplib`."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the text; a conversation that breaks from here on has an unknown end."""
        try:
            answer: tuple[int, bytes] = super().data(msg)  # type: ignore[misc]
        except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError) as error:
            raise FateUnknownError(str(error)) from error
        return answer


class _Client(_Careful, smtplib.SMTP):
    pass


class _EncryptedClient(_Careful, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's backend with careful clients."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the client for this connection."""
        return _EncryptedClient if self.use_ssl else _Client
