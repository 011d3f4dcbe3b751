"""Alerts of saved searches: everything new, once, and only to who may see it."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import override_settings

from accounts.models import User
from notifications.actions import choose_reading_time
from notifications.models import Notification
from notifications.registry import Fact
from records import audiences, projection
from records.models import Record
from records.sequencer import number_changes
from search import alerts, jobs, saved_actions
from search.alert_kind import may_see, render
from search.models import Frequency, IndexState, SavedSearch, SearchIndex, SeenResult
from tests.factories.accounts import make_user
from tests.factories.records import make_record
from tests.factories.saved import make_saved

pytestmark = pytest.mark.django_db

MEMBERS: set[int] = set()


def member_keys(user: User | AnonymousUser) -> list[str]:
    return ["alert-test:1"] if user.pk in MEMBERS else []


@pytest.fixture(autouse=True)
def nobody_is_a_member():
    MEMBERS.clear()
    audiences.register_provider("alert-test", member_keys)
    yield
    audiences._providers.pop("alert-test")


@pytest.fixture
def owner() -> User:
    return make_user()


def new_reef(**fields) -> UUID:
    uid = make_record(titles={"en": "A reef"} | fields.pop("titles", {}), **fields).uid
    number_changes()
    return uid


def run(search: SavedSearch) -> int:
    return alerts.run_search(search.pk)


def told(search: SavedSearch) -> list[UUID]:
    """What its owner was told of, in the order of the notifications."""
    rows = Notification.objects.filter(
        user=search.owner, event__payload__search=str(search.uid)
    ).order_by("pk")
    return [UUID(uid) for row in rows for uid in row.event.payload["records"]]


# --- Once ----------------------------------------------------------------------------


def test_what_is_new_is_told_once(owner):
    search = make_saved(owner)
    new = new_reef()

    assert (run(search), run(search)) == (1, 0)
    assert told(search) == [new]


def test_what_was_there_is_not_told_even_after_an_edit(owner):
    old = new_reef()
    unnumbered = make_record(titles={"en": "Reef in a hurry"}).uid
    search = make_saved(owner)
    for uid in (old, unnumbered):
        new_reef(uid=uid, titles={"en": "Reef, revised"})

    assert run(search) == 0
    assert told(search) == []


def test_a_broad_search_takes_what_was_created_before_it_for_seen(owner, monkeypatch):
    monkeypatch.setattr(saved_actions, "MAX_REMEMBERED", 2)
    old = [new_reef() for _number in range(3)]
    search = make_saved(owner)
    new_reef(uid=old[2], titles={"en": "Reef, revised"})
    new = new_reef()

    assert not SeenResult.objects.exists()
    run(search)
    assert told(search) == [new]


def test_an_edit_does_not_alert_twice(owner):
    search = make_saved(owner)
    new = new_reef()
    run(search)
    new_reef(uid=new, titles={"en": "Reef, revised"})

    assert run(search) == 0
    assert told(search) == [new]


def test_what_begins_to_match_is_new(owner):
    record = new_reef(titles={"en": "Sand"})
    search = make_saved(owner)
    new_reef(uid=record, titles={"en": "Sand and reef"})

    run(search)

    assert told(search) == [record]


def test_one_run_makes_one_notification(owner):
    search = make_saved(owner)
    made = {new_reef() for _number in range(3)}

    assert run(search) == 3
    assert Notification.objects.filter(user=owner).count() == 1
    assert set(told(search)) == made


def test_two_searches_of_one_person_tell_both(owner):
    one, two = make_saved(owner), make_saved(owner, "q=a+reef", name="Two")
    new = new_reef()
    run(one)
    run(two)

    assert (told(one), told(two)) == ([new], [new])


def test_misspelt_searches_are_not_relaxed(owner):
    search = make_saved(owner, "q=reeff")
    new_reef()

    assert run(search) == 0


def test_what_is_not_numbered_yet_waits_for_the_next_run(owner):
    search = make_saved(owner)
    new = make_record(titles={"en": "A reef"}).uid

    assert run(search) == 0
    number_changes()
    assert run(search) == 1
    assert told(search) == [new]


def test_a_run_that_dies_leaves_nothing_and_the_next_tells_everything(owner, monkeypatch):
    search = make_saved(owner)
    new = new_reef()
    watermark = search.watermark

    def die(**_arguments):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(alerts, "notify", die)
        with pytest.raises(RuntimeError):
            run(search)
    search.refresh_from_db()
    assert (search.watermark, search.last_run, SeenResult.objects.count()) == (watermark, None, 0)

    run(search)
    assert told(search) == [new]


def test_a_run_that_another_has_overtaken_writes_nothing(owner, monkeypatch):
    search = make_saved(owner)
    new_reef()
    find = alerts.new_results

    def find_slowly(found: SavedSearch) -> alerts.NewResults:
        results = find(found)
        monkeypatch.setattr(alerts, "new_results", find)
        run(search)
        return results

    monkeypatch.setattr(alerts, "new_results", find_slowly)

    assert run(search) == 0
    assert len(told(search)) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_tell_once(owner):
    search = make_saved(owner)
    made = {new_reef() for _number in range(3)}
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        try:
            for _time in range(3):
                run(search)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(told(search)) == 3
    assert set(told(search)) == made


def test_nothing_is_missed_or_doubled_by_any_order_of_events(owner):
    """Edits, arrivals, numbering and runs mixed: each thing that came is told once."""
    search = make_saved(owner)
    made: list[UUID] = []
    for step in range(60):
        if step % 3 == 0:
            made.append(make_record(titles={"en": f"Reef {step}"}).uid)
        if step % 4 == 1:
            make_record(uid=made[step % len(made)], titles={"en": f"Reef, revised {step}"})
        if step % 5 == 2:
            number_changes()
        if step % 7 == 3:
            run(search)
    number_changes()
    run(search)

    assert sorted(told(search)) == sorted(made)


# --- Who may know ----------------------------------------------------------------------


def test_nobody_is_told_of_what_they_may_not_see(owner):
    member = make_user()
    MEMBERS.add(member.pk)
    outside, inside = make_saved(owner), make_saved(member)
    hidden = new_reef(container_gate="alert-test:1")

    assert (run(outside), run(inside)) == (0, 1)
    assert (told(outside), told(inside)) == ([], [hidden])


def test_what_opens_later_is_told_then(owner):
    search = make_saved(owner)
    record = new_reef(restriction_gate="alert-test:1")
    run(search)
    projection.set_gates([record], restriction_gate="")
    number_changes()
    run(search)

    assert told(search) == [record]


def facts_for(search: SavedSearch) -> list[Fact]:
    return [
        Fact(event.subject, event.payload, event.occurred_at, None)
        for event in (row.event for row in Notification.objects.filter(user=search.owner))
    ]


def test_who_loses_access_before_the_mail_leaves_reads_nothing(owner):
    MEMBERS.add(owner.pk)
    search = make_saved(owner)
    new_reef(titles={"en": "Secret reef"}, container_gate="alert-test:1")
    run(search)
    MEMBERS.clear()

    assert may_see(owner, facts_for(search)) == set()
    assert render(owner, facts_for(search), "en") == {}


def test_only_what_is_still_visible_is_counted_and_named(owner):
    MEMBERS.add(owner.pk)
    search = make_saved(owner, language="en")
    new_reef(titles={"en": "Secret reef"}, container_gate="alert-test:1")
    new_reef(titles={"en": "Open reef", "fr": "Récif ouvert"})
    run(search)
    MEMBERS.clear()

    [said] = render(owner, facts_for(search), "fr").values()

    assert said.title.endswith("Reefs")
    assert said.title.startswith("1 ")
    assert said.lines == ("Récif ouvert",)
    assert said.url == "/fr/search/?q=reef&sort=changed"


def test_an_alert_of_a_search_that_is_gone_is_not_said(owner):
    search = make_saved(owner)
    new_reef()
    run(search)
    facts = facts_for(search)
    search.delete()

    assert may_see(owner, facts) == set()


def test_nobody_reads_the_alert_of_somebody_else(owner):
    search = make_saved(owner)
    new_reef()
    run(search)

    assert may_see(make_user(), facts_for(search)) == set()


def test_a_closed_account_is_told_nothing(owner):
    search = make_saved(owner)
    new_reef()
    owner.is_active = False
    owner.save()

    assert run(search) == 0
    assert alerts.due_searches() == []


def test_a_notification_carries_ids_alone(owner):
    search = make_saved(owner, name="Secret name")
    uid = new_reef(titles={"en": "Reef of a secret"})
    run(search)

    [fact] = facts_for(search)

    assert fact.payload == {"search": str(search.uid), "records": [str(uid)], "more": False}


# --- When ------------------------------------------------------------------------------

MONDAY = datetime(2026, 6, 1, 12, tzinfo=UTC)


def due_after(search: SavedSearch, moment: datetime) -> bool:
    with time_machine.travel(moment, tick=False):
        return search.pk in alerts.due_searches()


@pytest.mark.parametrize(
    ("frequency", "not_yet", "then"),
    [
        (Frequency.DAILY, timedelta(hours=18), timedelta(hours=19)),
        (Frequency.WEEKLY, timedelta(days=6, hours=18), timedelta(days=6, hours=19)),
    ],
)
def test_a_search_runs_when_its_owners_day_or_week_begins(owner, frequency, not_yet, then):
    with time_machine.travel(MONDAY, tick=False):
        search = make_saved(owner, frequency=frequency)

    assert not due_after(search, MONDAY + not_yet)
    assert due_after(search, MONDAY + then)


def test_the_day_is_that_of_the_owners_time_zone(owner):
    choose_reading_time(user=owner, time_zone="Pacific/Fiji", hour=7, weekday=0)
    with time_machine.travel(MONDAY, tick=False):
        search = make_saved(owner)

    assert not due_after(search, MONDAY + timedelta(hours=6))
    assert due_after(search, MONDAY + timedelta(hours=7))


def test_late_runs_do_not_move_the_day(owner):
    with time_machine.travel(MONDAY, tick=False):
        search = make_saved(owner)
    with time_machine.travel(MONDAY + timedelta(days=1, hours=10), tick=False):
        run(search)

    assert not due_after(search, MONDAY + timedelta(days=1, hours=18))
    assert due_after(search, MONDAY + timedelta(days=1, hours=20))


def test_never_means_never(owner):
    search = make_saved(owner, frequency=Frequency.NEVER)

    assert not due_after(search, datetime(2030, 1, 1, tzinfo=UTC))


def test_a_search_that_fails_does_not_stop_the_others(owner, monkeypatch):
    broken, sound = make_saved(owner), make_saved(owner, "q=a+reef")
    new_reef()
    find = alerts.new_results

    def fail_for_one(search: SavedSearch) -> alerts.NewResults:
        if search.pk == broken.pk:
            raise RuntimeError
        return find(search)

    monkeypatch.setattr(alerts, "new_results", fail_for_one)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=False):
        jobs.send_search_alerts()

    assert (len(told(broken)), len(told(sound))) == (0, 1)


# --- Elasticsearch alone ------------------------------------------------------------------


def test_the_position_never_passes_what_the_index_holds():
    new_reef()
    last = Record.objects.get().seq

    assert alerts.feed_position() == last
    with override_settings(CHM_SEARCH_EMBEDDED=False):
        assert alerts.feed_position() == 0
        index = SearchIndex.objects.create(
            name="e-1", schema="x", state=IndexState.LIVE, position=last - 1
        )
        assert alerts.feed_position() == last - 1
        SearchIndex.objects.filter(pk=index.pk).update(position=last + 5)
        assert alerts.feed_position() == last


# --- Cost ------------------------------------------------------------------------------


def test_what_is_due_is_asked_in_two_queries(owner, django_assert_num_queries):
    for number in range(12):
        make_saved(owner if number % 2 else make_user(), f"q=reef+{number}")

    with django_assert_num_queries(2):
        alerts.due_searches()


@pytest.mark.parametrize("number", [1, 150])
def test_a_run_costs_the_same_queries_whatever_it_finds(owner, number, django_assert_num_queries):
    search = make_saved(owner)
    for index in range(number):
        make_record(titles={"en": f"Reef {index}"})
    number_changes()
    alerts.new_results(search)

    with django_assert_num_queries(QUERIES):
        run(search)


QUERIES = 31
