"""One room writes to people; beside it only allauth's adapter, about the account itself."""

import re
from pathlib import Path

from django.conf import settings

SENDERS = re.compile(
    r"(?<!get_adapter\(\)\.)\b(send_mail|send_mass_mail|mail_admins|mail_managers|EmailMessage|EmailMultiAlternatives"
    r"|get_connection|email_user|smtplib|send_messages)\b"
)
# The room itself, and where allauth's mails get their look.
ALLOWED = {"notifications", "accounts/adapter.py"}
ROOMS = ("accounts", "vocabularies", "records", "cms", "search", "exchange", "experts", "config")


def sources() -> list[Path]:
    """The Python files of the rooms that exist."""
    return [
        path
        for room in ROOMS
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
        if "migrations" not in path.parts and "settings" not in path.parts
    ]


def test_nothing_else_in_the_house_sends_mail():
    senders = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for path in sources()
        if SENDERS.search(path.read_text())
    }

    assert senders - ALLOWED == set()


def test_the_rule_sees_mail_where_it_is_sent():
    room = Path(settings.BASE_DIR) / "notifications"

    assert any(SENDERS.search(path.read_text()) for path in room.rglob("*.py"))
