"""Telling people: once each, whoever asks and however often."""

import threading
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from notifications.actions import (
    choose_frequencies,
    mark_all_read,
    mark_read,
    notify,
    stop_mail,
)
from notifications.models import Channel, Delivery, Event, Notification, Preference
from notifications.registry import (
    DuplicateKindError,
    Frequency,
    NotificationKind,
    UnknownKindError,
    register_kind,
)
from tests.factories.accounts import make_user
from tests.factories.notifications import Noticeboard, registered_kind

pytestmark = pytest.mark.django_db
KIND = "tests.news"


@pytest.fixture(autouse=True)
def board() -> Iterator[Noticeboard]:
    with registered_kind(KIND) as board:
        yield board


def told() -> list[int]:
    return sorted(Notification.objects.values_list("user_id", flat=True))


def test_the_same_fact_told_twice_reaches_each_person_once():
    first, second = make_user(), make_user()
    notify(kind=KIND, subject="reef:1", recipients=[first.pk])
    event = notify(kind=KIND, subject="reef:1", recipients=[first.pk, second.pk, second.pk])

    assert Event.objects.get() == event
    assert told() == [first.pk, second.pk]
    assert Delivery.objects.count() == 2


def test_reasons_that_coincide_tell_once_by_the_one_that_came_first():
    user = make_user()
    with registered_kind("tests.mention"):
        notify(kind="tests.mention", subject="post:12", recipients=[user.pk], fact="post:12")
        notify(kind=KIND, subject="post:12", recipients=[user.pk], fact="post:12")

    assert Notification.objects.get().kind == "tests.mention"
    assert Delivery.objects.count() == 1


def test_neither_the_actor_nor_closed_accounts_are_told():
    actor, closed, reader = make_user(), make_user(is_active=False), make_user()
    notify(kind=KIND, subject="1", recipients=[actor.pk, closed.pk, reader.pk, 10**9], actor=actor)

    assert told() == [reader.pk]


def test_the_wish_of_the_reader_decides_the_channel():
    at_once, daily, nothing = make_user(), make_user(), make_user()
    choose_frequencies(user=daily, frequencies={KIND: "daily"})
    choose_frequencies(user=nothing, frequencies={KIND: "none"})
    notify(kind=KIND, subject="1", recipients=[at_once.pk, daily.pk, nothing.pk])

    assert dict(Delivery.objects.values_list("user_id", "channel")) == {
        at_once.pk: Channel.MAIL,
        daily.pk: Channel.DIGEST,
    }
    assert told() == [at_once.pk, daily.pk, nothing.pk]


def test_what_is_rolled_back_was_never_told():
    user = make_user()
    with transaction.atomic():
        notify(kind=KIND, subject="1", recipients=[user.pk])
        transaction.set_rollback(True)

    assert not Event.objects.exists()
    assert not Notification.objects.exists()


def test_the_database_refuses_a_second_delivery():
    notify(kind=KIND, subject="1", recipients=[make_user().pk])
    delivery = Delivery.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            notification=delivery.notification,
            user=delivery.user,
            channel=delivery.channel,
            frequency=delivery.frequency,
        )


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(UnknownKindError, match=KIND):
        notify(kind="tests.nothing", subject="1", recipients=[])


def test_a_second_kind_of_the_same_key_is_refused():
    board = Noticeboard()
    with pytest.raises(DuplicateKindError, match=KIND):
        register_kind(NotificationKind(KIND, "Other", "Other", board.may_see, board.render))


def test_ten_thousand_people_are_told_in_bounded_queries():
    people = [
        user.pk
        for user in User.objects.bulk_create(
            User(email=f"reader-{number}@example.org") for number in range(10_000)
        )
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        notify(kind=KIND, subject="1", recipients=people)

    assert Notification.objects.count() == Delivery.objects.count() == 10_000
    limit = 60 if connection.vendor == "postgresql" else 250
    assert len(queries) <= limit


def test_reading_concerns_ones_own_notifications_up_to_what_was_shown():
    reader, other = make_user(), make_user()
    for subject in ("1", "2", "3"):
        notify(kind=KIND, subject=subject, recipients=[reader.pk, other.pk])
    ids = list(Notification.objects.filter(user=reader).order_by("pk").values_list("pk", flat=True))

    assert mark_read(user=other, notifications=ids) == 0
    assert mark_read(user=reader, notifications=ids[:1]) == 1
    assert mark_all_read(user=reader, newest=ids[1]) == 1
    assert (
        list(Notification.objects.filter(read_at=None, user=reader).values_list("pk", flat=True))
        == ids[2:]
    )


def test_ending_a_digest_ends_every_kind_that_comes_in_it():
    user = make_user()
    with (
        registered_kind("tests.daily", frequency="daily"),
        registered_kind("tests.weekly", frequency="weekly"),
    ):
        choose_frequencies(user=user, frequencies={KIND: "daily"})
        stop_mail(user=user, digest=Frequency.DAILY)

    ended = dict(Preference.objects.values_list("kind", "frequency"))
    assert (ended[KIND], ended["tests.daily"]) == ("none", "none")
    assert "tests.weekly" not in ended


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_processes_that_tell_the_same_fact_tell_it_once():
    people = [make_user().pk for _number in range(20)]
    start = threading.Barrier(4)
    failures: list[Exception] = []

    def tell() -> None:
        try:
            start.wait()
            notify(kind=KIND, subject="1", recipients=people)
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert told() == sorted(people)
    assert Delivery.objects.count() == len(people)
