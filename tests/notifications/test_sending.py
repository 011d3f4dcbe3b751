"""Mail goes out at most once after it was handed over, over real SMTP conversations."""

import re
import threading
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext, override

from notifications import outgoing, sending
from notifications.actions import choose_frequencies, mark_read, notify, trust_address_again
from notifications.models import AddressTrouble, Delivery, Notification, State
from tests.factories.accounts import make_user
from tests.factories.notifications import Noticeboard, registered_kind
from tests.notifications.conftest import CUT, MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("board")]
KIND = "tests.news"


def tell(*people, subject: str = "reef:1", kind: str = KIND) -> None:
    notify(kind=kind, subject=subject, recipients=[person.pk for person in people])


def send(*, days: float = 0) -> int:
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
        return sending.send_mails(limit=100)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


# --- What arrives ----------------------------------------------------------------


def test_a_mail_arrives_once_and_shows_nobody_else(mail_server: MailServer):
    people = [make_user(), make_user()]
    tell(*people)
    send()
    send()

    assert sorted(mail_server.recipients()) == sorted(person.email for person in people)
    for message, other in zip(mail_server.inbox, reversed(mail_server.recipients()), strict=True):
        assert other not in message.as_string().replace(str(message["To"]), "")
    assert states() == [State.SENT, State.SENT]


def test_the_headers_keep_robots_quiet_and_let_readers_leave(mail_server: MailServer):
    tell(make_user())
    send()
    message = mail_server.inbox[0]
    delivery = Delivery.objects.get()

    assert (
        message["Message-ID"]
        == delivery.message_id
        == f"<notification.{delivery.pk}@chm.example.org>"
    )
    assert message["From"] == "Mangrove <noreply@chm.example.org>"
    assert message["Subject"] == f"{settings.WAGTAIL_SITE_NAME}: News: reef:1"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(
        r"<http://127.0.0.1:8000/en/workspace/notifications/unsubscribe/\S+/>",
        message["List-Unsubscribe"].strip(),
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "list"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert "<notifications.chm.example.org>" in message["List-ID"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "zh-hans"])
def test_a_mail_is_in_the_language_and_direction_of_its_reader(mail_server: MailServer, language):
    tell(make_user(language=language))
    with override("ru"):
        send()
    message = mail_server.inbox[0]
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    with override(language):
        word = gettext("News")

    assert f": {word}: reef:1" in message["Subject"]
    assert f"{settings.BASE_URL}/{language}/about/reef:1/" in text
    assert f"/{language}/workspace/notifications/settings/" in text
    assert "About reef:1 <b>& more</b>" in text
    assert "About reef:1 &lt;b&gt;&amp; more&lt;/b&gt;" in html
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert (
        f'<table class="page" role="presentation" dir="{"rtl" if language == "ar" else "ltr"}"'
        in html
    )
    assert not re.search(r"<img|<link|<script|url\(", html)
    assert len(html.encode()) < 30_000


def test_a_title_cannot_add_a_header(mail_server: MailServer):
    tell(make_user(), subject="1\r\nBcc: thief@example.org")
    send()

    assert mail_server.inbox[0]["Bcc"] is None
    assert mail_server.inbox[0]["Subject"].endswith("News: 1 Bcc: thief@example.org")


# --- What is not sent ------------------------------------------------------------


def test_what_is_not_to_be_seen_any_more_is_never_sent(board: Noticeboard, mail_server: MailServer):
    tell(make_user())
    board.closed.add("reef:1")
    send()
    board.closed.clear()
    send()

    assert mail_server.inbox == []
    assert states() == [State.SKIPPED]


def test_closed_accounts_and_unconfirmed_addresses_get_nothing(mail_server: MailServer):
    left, unconfirmed = make_user(), make_user(confirmed=False)
    tell(left, unconfirmed)
    left.is_active = False
    left.save()
    send()

    assert mail_server.inbox == []
    assert states() == [State.SKIPPED] * 2


def test_what_was_read_or_is_unwanted_by_now_is_not_sent(mail_server: MailServer):
    reader, leaver = make_user(), make_user()
    tell(reader, leaver)
    mark_read(user=reader, notifications=[Notification.objects.get(user=reader).pk])
    choose_frequencies(user=leaver, frequencies={KIND: "none"})
    send()

    assert mail_server.inbox == []
    assert states() == [State.SKIPPED] * 2


class BrokenBoard(Noticeboard):
    """A kind with a mistake, which somebody cures."""

    is_broken = True

    def render(self, user, facts, language):
        if self.is_broken:
            raise ZeroDivisionError
        return super().render(user, facts, language)


def test_a_kind_that_fails_holds_up_its_own_mails_only(mail_server: MailServer):
    broken = BrokenBoard()
    with registered_kind("tests.broken", board=broken):
        person = make_user()
        tell(person, kind="tests.broken")
        tell(person)
        send()
        assert states() == [State.QUEUED, State.SENT]
        broken.is_broken = False
        send(days=1)

    assert states() == [State.SENT, State.SENT]


# --- What the server says --------------------------------------------------------


@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_a_server_that_asks_to_come_later_gets_the_mail_later(mail_server: MailServer, at):
    mail_server.at, mail_server.answers = at, ["451 Too busy", "452 Still busy"]
    tell(make_user())
    send()
    assert states() == [State.QUEUED]
    send()
    assert mail_server.answers == ["452 Still busy"]
    send(days=1)
    send(days=2)
    send(days=3)

    assert len(mail_server.inbox) == 1
    assert states() == [State.SENT]
    assert Delivery.objects.get().attempts == 3
    assert not AddressTrouble.objects.exists()


def test_a_mail_is_given_up_after_its_last_pause(mail_server: MailServer):
    mail_server.answers = ["451 Too busy"] * 50
    tell(make_user())
    for day in range(1, 20):
        send(days=day * 2)

    assert states() == [State.FAILED]
    assert Delivery.objects.get().attempts == len(outgoing.PAUSES) + 1


@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_an_address_that_refuses_for_good_is_left_in_peace(mail_server: MailServer, at):
    mail_server.at, mail_server.answers = at, ["550 No such person"] * 2
    person, other = make_user(), make_user()
    for subject in ("1", "2", "3"):
        tell(person, subject=subject)
        send()
    tell(other)
    send()

    assert states() == [State.FAILED, State.FAILED, State.SKIPPED, State.SENT]
    assert mail_server.recipients() == [other.email]
    assert person.email not in " ".join(Delivery.objects.values_list("reason", flat=True))
    trust_address_again(user=person)
    tell(person, subject="4")
    send()
    assert mail_server.recipients() == [other.email, person.email]


def test_refusals_are_forgotten_after_a_month_and_after_a_success(mail_server: MailServer):
    mail_server.answers = ["550 No such person"] * 2
    person = make_user()
    tell(person, subject="1")
    tell(person, subject="2")
    send()
    tell(person, subject="3")
    send(days=31)

    assert states() == [State.FAILED, State.FAILED, State.SENT]
    assert not AddressTrouble.objects.exists()


def test_a_line_cut_before_the_text_is_tried_again(mail_server: MailServer):
    mail_server.at, mail_server.answers = "rcpt", [CUT]
    tell(make_user())
    send()
    assert states() == [State.QUEUED]
    send(days=1)

    assert len(mail_server.inbox) == 1


@pytest.mark.parametrize("keeps", [True, False])
def test_a_line_cut_after_the_text_is_never_tried_again(mail_server: MailServer, keeps):
    mail_server.answers, mail_server.keeps = [CUT], keeps
    tell(make_user())
    send()
    send(days=9)
    outgoing.settle_dead_claims(now=timezone.now() + timedelta(days=9))
    send(days=10)

    assert states() == [State.UNKNOWN]
    assert len(mail_server.inbox) == int(keeps)


def test_a_server_that_is_away_leaves_everything_waiting(mail_server: MailServer, settings):
    tell(make_user(), make_user())
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    send()
    assert states() == [State.QUEUED] * 2
    assert Delivery.objects.filter(attempts=0).count() == 2
    settings.EMAIL_PORT = port
    send()

    assert len(mail_server.inbox) == 2


# --- Processes that die, and two at once -----------------------------------------

STEPS = ["claim", "letter_for", "written", "begin", "hand_over", "_note", "finish"]


class KilledError(BaseException):
    """As a killed process: nothing catches it."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_process_killed_at_any_step_sends_at_most_one_mail(mail_server: MailServer, step, after):
    tell(make_user())
    owner = sending.Post if step == "hand_over" else sending
    original = getattr(owner, step)

    def killed(*args, **kwargs):
        if after:
            original(*args, **kwargs)
        raise KilledError

    with patch.object(owner, step, killed), pytest.raises(KilledError):
        send()
    for days in (1, 2):
        outgoing.settle_dead_claims(now=timezone.now() + timedelta(days=days))
        send(days=days)

    handed_over = (step, after) in {("begin", True), ("hand_over", False)}
    assert len(mail_server.inbox) == (0 if handed_over else 1)
    assert states() == [
        State.SENT if len(mail_server.inbox) and not was_lost(step, after) else State.UNKNOWN
    ]


def was_lost(step: str, after: bool) -> bool:
    """Whether the mail had left when the process died without a note of it."""
    if step == "finish":
        return True  # the note is one transaction, which the death undoes
    return (step, after) in {
        ("begin", True), ("hand_over", False), ("hand_over", True), ("_note", False),
    }  # fmt: skip


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_mail_once(mail_server: MailServer):
    people = [make_user() for _number in range(30)]
    tell(*people)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        sending.send_mails(limit=100)
        connection.close()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(mail_server.recipients()) == sorted(person.email for person in people)
    assert set(states()) == {State.SENT}


def test_a_commit_sends_the_mail(django_capture_on_commit_callbacks):
    person = make_user()
    with django_capture_on_commit_callbacks(execute=True):
        tell(person, subject="1")
        tell(person, subject="2")

    assert [message.to for message in mail.outbox] == [[person.email]] * 2
