"""Event → Notification → Delivery: what happened, who is told, and how it reached them.

Nothing is told twice because the database refuses it: one event per key, one
notification per (user, event), one delivery per (notification, channel), one digest per
(user, kind, calendar period). See decisions 0089 and 0090.
"""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often mail about a kind is wanted. The list on the site shows all of them."""

    IMMEDIATE = "immediate", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NONE = "none", _("No mail")


class Channel(models.TextChoices):
    """How a notification leaves the site."""

    MAIL = "mail", _("A mail of its own")
    DIGEST = "digest", _("A digest")


class State(models.TextChoices):
    """What became of a mail.

    Up to CLAIMED nothing was handed over, so a crash only repeats work. From SENDING on
    a crash leaves UNKNOWN, and nothing is ever sent again (decision 0090).
    """

    QUEUED = "queued", _("waiting")
    CLAIMED = "claimed", _("being written")
    SENDING = "sending", _("being handed over")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("not sent")
    FAILED = "failed", _("refused")
    UNKNOWN = "unknown", _("perhaps sent")


class Event(models.Model):
    """One fact. `payload` carries ids only: names and texts are read when they are shown."""

    key = models.CharField(max_length=300, unique=True)
    subject = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=True
    )
    occurred_at = models.DateTimeField()
    created = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key


class Notification(models.Model):
    """One person is told one fact, for one reason: `kind`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    event = models.ForeignKey(Event, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=80)
    created = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "event"], name="notifications_one_per_event")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-id"], name="notifications_by_user"),
            models.Index(
                fields=["user", "-id"],
                name="notifications_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Outgoing(models.Model):
    """A mail on its way: what a delivery of its own and a digest have in common."""

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Digest(Outgoing):
    """One mail with everything of a day or a week of the reader's calendar."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Frequency)
    period = models.CharField(max_length=10)  # 2026-11-22, 2026-W47
    item_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "kind", "period"], name="notifications_one_digest_a_period"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["state", "due"],
                name="notifications_digest_due",
                condition=models.Q(state__in=["queued", "claimed", "sending"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"


class Delivery(Outgoing):
    """One notification on its way by mail, on its own or within a digest."""

    notification = models.ForeignKey(
        Notification, models.CASCADE, related_name="deliveries", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=10, choices=Channel)
    frequency = models.CharField(max_length=10, choices=Frequency)
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="deliveries")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["notification", "channel"], name="notifications_one_per_channel"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["channel", "state", "due"],
                name="notifications_mail_due",
                condition=models.Q(state__in=["queued", "claimed", "sending"]),
            ),
            models.Index(
                fields=["user", "frequency", "created"],
                name="notifications_for_digest",
                condition=models.Q(state="queued", channel="digest", digest__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Preference(models.Model):
    """How often somebody wants mail about a kind; without a row the kind's default."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notification_preferences",
        db_index=False,
    )
    kind = models.CharField(max_length=80)
    frequency = models.CharField(max_length=10, choices=Frequency)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "kind"], name="notifications_one_preference_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.frequency}"


class Weekday(models.IntegerChoices):
    """Days as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


DEFAULT_HOUR = 7


class ReadingTime(models.Model):
    """When somebody reads digests; without a row: at seven, on Mondays, UTC."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_time"
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    hour = models.PositiveSmallIntegerField(
        _("hour"), default=DEFAULT_HOUR, validators=[MaxValueValidator(23)]
    )
    weekday = models.PositiveSmallIntegerField(
        _("day of the weekly digest"), choices=Weekday, default=Weekday.MONDAY
    )

    def __str__(self) -> str:
        return f"{self.hour}:00 {self.time_zone}"


class AddressTrouble(models.Model):
    """Mail that an address refused for good; enough of it and nothing more is sent there."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.EmailField(max_length=254, unique=True)
    refusals = models.PositiveSmallIntegerField(default=0)
    last_refusal = models.DateTimeField(default=timezone.now)
    last_answer = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.refusals}"
