"""What it takes to tell ten thousand people, and to send them their digest.

    python -m bench.notifications [--people 10000]

Mail goes to memory: the figures are of this side of the mail server.
"""

import argparse
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta

import time_machine

from bench import site  # noqa: F401  (starts Django)

# isort: split
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from notifications import digests, sending
from notifications.actions import notify
from notifications.models import Event, Frequency
from notifications.registry import Fact, NotificationKind, Rendered, register_kind

FACTS = 5


def may_see(_user: User, facts: Sequence[Fact]) -> Collection[str]:
    """Everything."""
    return {fact.subject for fact in facts}


def render(_user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
    """Two lines about each fact."""
    return {
        fact.subject: Rendered(
            f"Something new about {fact.subject}", ("It grew.",), f"/{language}/search/"
        )
        for fact in facts
    }


def measured(name: str, work: Callable[[], object], people: int) -> None:
    """Do the work once and print how long it took."""
    reset_queries()
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        result = work()
    seconds = time.perf_counter() - start
    print(
        f"{name:<34} {seconds:8.2f} s   {len(queries):>7} queries"
        f"   {people / seconds:>8.0f} people/s   -> {result}"
    )


def send_all() -> int:
    """Send until nothing is left."""
    total = 0
    while sent := sending.send_mails(limit=200):
        total += sent
    return total


def main() -> None:
    """Tell, plan, send."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    count = parser.parse_args().people
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEBUG = False
    mail.outbox = []
    for key, frequency in (("bench.now", Frequency.IMMEDIATE), ("bench.day", Frequency.DAILY)):
        register_kind(NotificationKind(key, key, key, may_see, render, frequency))
    stamp = time.time_ns()
    people = User.objects.bulk_create(
        User(email=f"reader-{stamp}-{number}@example.org") for number in range(count)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in people
    )
    ids = [person.pk for person in people]

    def tell(kind: str, fact: int) -> Event:
        return notify(kind=kind, subject=f"reef-{stamp}-{fact}", recipients=ids)

    print(f"{count} people, {connection.vendor}")
    measured("tell everybody one fact", lambda: tell("bench.day", 0), count)
    for fact in range(1, FACTS):
        tell("bench.day", fact)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        measured("plan a digest for everybody", digests.plan_digests, count)
        measured(f"send the digests of {FACTS} facts", send_all, count)
    tell("bench.now", FACTS)
    measured("send a mail at once to everybody", send_all, count)


if __name__ == "__main__":
    main()
