"""Digests are neither skipped nor doubled, whatever the clock and the planners do."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from notifications import digests, outgoing, sending
from notifications.actions import choose_frequencies, choose_reading_time, mark_all_read, notify
from notifications.models import Delivery, Digest, State
from tests.factories.accounts import make_user
from tests.factories.notifications import Noticeboard
from tests.notifications.test_sending import KilledError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("daily")]
KIND = "tests.daily"
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def tell(*people: User, subject: str, when: datetime) -> None:
    with time_machine.travel(when, tick=False):
        notify(kind=KIND, subject=subject, recipients=[person.pk for person in people])


def run_clock(when: datetime) -> int:
    """Plan and send; return how many mails left."""
    before = len(mail.outbox)
    with time_machine.travel(when, tick=False):
        digests.plan_digests()
        sending.send_mails(limit=1000)
    return len(mail.outbox) - before


def bodies() -> str:
    return "\n".join(str(message.body) for message in mail.outbox)


def test_a_day_comes_in_one_mail_at_the_readers_hour():
    reader = make_user()
    choose_reading_time(user=reader, time_zone="Pacific/Fiji", hour=8, weekday=0)
    for subject in ("1", "2", "3"):
        tell(reader, subject=subject, when=NOON)

    assert run_clock(datetime(2026, 11, 22, 19, 59, tzinfo=UTC)) == 0
    assert run_clock(datetime(2026, 11, 22, 20, 1, tzinfo=UTC)) == 1
    assert run_clock(datetime(2026, 11, 22, 20, 2, tzinfo=UTC)) == 0
    message = mail.outbox[0]
    assert message.to == [reader.email]
    assert message.subject.endswith(": Your day in short")
    assert message.extra_headers["Message-ID"].startswith("<digest.")
    assert [f"News: {subject}" in message.body for subject in "123"] == [True] * 3
    assert Digest.objects.get().item_count == 3
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_week_comes_on_the_readers_day():
    reader = make_user(language="fr")
    choose_frequencies(user=reader, frequencies={KIND: "weekly"})
    tell(reader, subject="1", when=NOON)
    left = {day: run_clock(NOON + day * DAY) for day in range(15)}

    assert {day for day, count in left.items() if count} == {1}
    assert Digest.objects.get().period == "2026-W48"


def test_a_clock_that_trembles_sends_everything_once():
    reader = make_user()
    for day in range(10):
        tell(reader, subject=f"fact-{day}", when=NOON + day * DAY)
        jitter = timedelta(minutes=(-1) ** day * 29)
        seven = (NOON + (day + 1) * DAY).replace(hour=7)
        for minute in (0, 30, 60):
            run_clock(seven + jitter + timedelta(minutes=minute))

    assert len(mail.outbox) == 10
    assert [bodies().count(f"News: fact-{day}\n") for day in range(10)] == [1] * 10


def test_a_clock_that_jumps_ahead_and_back_neither_doubles_nor_loses():
    reader = make_user()
    tell(reader, subject="first", when=NOON)
    assert run_clock(NOON + 5 * DAY) == 1
    tell(reader, subject="second", when=NOON + timedelta(hours=1))
    left = [run_clock(NOON + day * DAY) for day in range(1, 8)]

    assert sum(left) == 1
    assert bodies().count("News: first\n") == bodies().count("News: second\n") == 1


def test_a_stopped_clock_catches_up_in_one_mail():
    reader = make_user()
    for day in range(4):
        tell(reader, subject=f"fact-{day}", when=NOON + day * DAY)

    assert run_clock(NOON + 9 * DAY) == 1
    assert Digest.objects.get().item_count == 4


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_a_change_of_summer_time_gives_each_day_one_digest(change):
    reader = make_user()
    choose_reading_time(user=reader, time_zone="Europe/Berlin", hour=2, weekday=0)
    start = datetime.fromisoformat(f"{change}T12:00+00:00") - 2 * DAY
    for step in range(48 * 2):
        now = start + timedelta(minutes=30 * step)
        if step % 12 == 0:
            tell(reader, subject=f"fact-{step}", when=now)
        run_clock(now + timedelta(minutes=1))

    assert sorted(Digest.objects.values_list("period", flat=True)) == [
        (start + (day + 1) * DAY).date().isoformat() for day in range(2)
    ]
    assert len(mail.outbox) == 2


def test_what_is_hidden_or_read_by_then_is_left_out(daily: Noticeboard):
    reader, other = make_user(), make_user()
    tell(reader, other, subject="open", when=NOON)
    tell(reader, other, subject="closed", when=NOON)
    daily.closed.add("closed")
    mark_all_read(user=other, newest=10**6)

    assert run_clock(NOON + DAY) == 1
    assert "closed" not in bodies()
    assert sorted(Digest.objects.values_list("state", flat=True)) == [State.SENT, State.SKIPPED]
    assert sorted(Delivery.objects.values_list("state", flat=True)) == [
        State.SENT, State.SKIPPED, State.SKIPPED, State.SKIPPED,
    ]  # fmt: skip


def test_a_long_digest_says_how_much_more_there_is():
    reader = make_user()
    for number in range(50):
        tell(reader, subject=f"{number}", when=NOON)
    run_clock(NOON + DAY)

    assert bodies().count("News: ") == 40
    assert "10 more are on the site." in bodies()
    assert Delivery.objects.filter(state=State.SENT).count() == 50


@pytest.mark.parametrize("step", ["letter_for", "begin", "_note"])
def test_a_process_killed_over_a_digest_sends_at_most_one(step, monkeypatch):
    reader = make_user()
    tell(reader, subject="1", when=NOON)

    def killed(*args, **kwargs):
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(sending, step, killed)
        with pytest.raises(KilledError):
            run_clock(NOON + DAY)
    outgoing.settle_dead_claims(now=NOON + 2 * DAY)
    run_clock(NOON + 3 * DAY)

    assert len(mail.outbox) == 1
    state = State.UNKNOWN if step == "_note" else State.SENT
    assert Digest.objects.get().state == Delivery.objects.get().state == state


def test_ten_thousand_digests_are_planned_in_bounded_queries():
    people = User.objects.bulk_create(
        User(email=f"reader-{number}@example.org") for number in range(10_000)
    )
    tell(*people, subject="1", when=NOON)
    with CaptureQueriesContext(connection) as queries:
        assert digests.plan_digests(now=NOON + DAY) == 10_000

    assert Delivery.objects.filter(digest=None).count() == 0
    assert len(queries) <= (200 if connection.vendor == "postgresql" else 600)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_planners_and_senders_at_once_make_one_digest_each():
    people = [make_user() for _number in range(20)]
    for subject in ("1", "2", "3"):
        tell(*people, subject=subject, when=NOON)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        for _turn in range(3):
            digests.plan_digests(now=NOON + DAY)
            sending.send_mails(limit=100)
        connection.close()

    with time_machine.travel(NOON + DAY, tick=False):
        threads = [threading.Thread(target=work) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(message.to[0] for message in mail.outbox) == sorted(p.email for p in people)
    assert set(Digest.objects.values_list("item_count", flat=True)) == {3}
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SENT}
