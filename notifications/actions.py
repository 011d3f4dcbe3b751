"""What is done with notifications, whoever asks for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import FilteredRelation, Q
from django.utils import timezone

from accounts.models import User
from notifications.models import (
    AddressTrouble,
    Channel,
    Delivery,
    Event,
    Frequency,
    Notification,
    Preference,
    ReadingTime,
)
from notifications.registry import NotificationKind, kind_of, known_kinds
from notifications.tasks import nudge_sender

# Recipients that one round of four queries serves.
CHUNK = 1000


@transaction.atomic
def notify(
    *,
    kind: str,
    subject: str,
    recipients: Iterable[int],
    payload: Mapping[str, Any] | None = None,
    actor: User | None = None,
    occurred_at: datetime | None = None,
    fact: str = "",
) -> Event:
    """Tell people, each once and for ever, that something happened to `subject`.

    `subject` is a stable key, `payload` holds ids: never names, never texts. The fact is
    `kind` and `subject`; calls that share a `fact` ("post:12": mentioned, and follows the
    thread) tell each person once, by the kind that came first. The actor and people whose
    account is closed are not told. Everything is written in the caller's transaction; a
    call that is repeated adds only whom it left out before.
    """
    known = kind_of(kind)
    event, _created = Event.objects.get_or_create(
        key=fact or f"{kind}:{subject}",
        defaults={
            "subject": subject,
            "payload": dict(payload or {}),
            "actor": actor,
            "occurred_at": occurred_at or timezone.now(),
        },
    )
    people = sorted(set(recipients) - {actor.pk if actor else None})
    for start in range(0, len(people), CHUNK):
        _tell(event, known, people[start : start + CHUNK])
    if people:
        nudge_sender()
    return event


def _tell(event: Event, kind: NotificationKind, people: Sequence[int]) -> None:
    frequencies = _frequencies(kind, people)
    stamp = timezone.now()
    Notification.objects.bulk_create(
        [
            Notification(user_id=person, event=event, kind=kind.key, created=stamp)
            for person in frequencies
        ],
        ignore_conflicts=True,
    )
    told = Notification.objects.filter(event=event, created=stamp, user_id__in=frequencies)
    Delivery.objects.bulk_create(
        [
            Delivery(
                notification_id=notification,
                user_id=person,
                channel=_channel(frequencies[person]),
                frequency=frequencies[person],
                created=stamp,
                due=stamp,
            )
            for notification, person in told.values_list("pk", "user_id")
            if frequencies[person] != Frequency.NONE
        ],
        ignore_conflicts=True,
    )


def _channel(frequency: str) -> Channel:
    """A notification goes out on its own or in a digest, never both."""
    return Channel.MAIL if frequency == Frequency.IMMEDIATE else Channel.DIGEST


def _frequencies(kind: NotificationKind, people: Sequence[int]) -> dict[int, str]:
    """Map the people whose account is open to how often they want mail of this kind."""
    rows = (
        User.objects.filter(pk__in=people, is_active=True)
        .annotate(
            wish=FilteredRelation(
                "notification_preferences",
                condition=Q(notification_preferences__kind=kind.key),
            )
        )
        .values_list("pk", "wish__frequency")
    )
    return {person: wish or kind.default_frequency for person, wish in rows}


def mark_read(*, user: User, notifications: Iterable[int]) -> int:
    """Note that the user has read some of their notifications; return how many were new."""
    return Notification.objects.filter(
        user=user, pk__in=list(notifications), read_at__isnull=True
    ).update(read_at=timezone.now())


def mark_all_read(*, user: User, newest: int) -> int:
    """Note that the user has read everything up to the newest one they were shown."""
    return Notification.objects.filter(user=user, pk__lte=newest, read_at__isnull=True).update(
        read_at=timezone.now()
    )


@transaction.atomic
def choose_frequencies(*, user: User, frequencies: Mapping[str, str]) -> None:
    """Remember how often the user wants mail, by kind."""
    Preference.objects.bulk_create(
        [
            Preference(user=user, kind=kind_of(kind).key, frequency=Frequency(frequency))
            for kind, frequency in frequencies.items()
        ],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["frequency"],
    )


def choose_reading_time(*, user: User, time_zone: str, hour: int, weekday: int) -> None:
    """Remember when the user reads digests."""
    ReadingTime.objects.update_or_create(
        user=user, defaults={"time_zone": time_zone, "hour": hour, "weekday": weekday}
    )


def stop_mail(*, user: User, kind: str = "", digest: str = "") -> None:
    """End mail about one kind, or all kinds that come in a digest of this frequency."""
    if kind:
        kinds = [kind] if kind in known_kinds() else []
    else:
        chosen = dict(Preference.objects.filter(user=user).values_list("kind", "frequency"))
        kinds = [
            known.key
            for known in known_kinds().values()
            if chosen.get(known.key, known.default_frequency) == digest
        ]
    choose_frequencies(user=user, frequencies=dict.fromkeys(kinds, Frequency.NONE))


def trust_address_again(*, user: User) -> None:
    """Send to the user's address again, after it refused mail."""
    AddressTrouble.objects.filter(user=user).delete()
