"""What this room holds of people."""

from accounts.personal_data import declare, declare_owned
from notifications.models import (
    AddressTrouble,
    Delivery,
    Digest,
    Notification,
    Preference,
    ReadingTime,
)

declare("notifications.Event", kept="Holds numbers only; its actor becomes a tombstone.")
declare_owned(
    "notifications.Notification",
    lambda user: Notification.objects.filter(user=user),
    "kind", "event__subject", "created", "read_at",
)  # fmt: skip
declare_owned(
    "notifications.Delivery",
    lambda user: Delivery.objects.filter(user=user),
    "channel", "frequency", "state", "created",
)  # fmt: skip
declare_owned(
    "notifications.Digest",
    lambda user: Digest.objects.filter(user=user),
    "kind", "period", "state", "item_count",
)  # fmt: skip
declare_owned(
    "notifications.Preference",
    lambda user: Preference.objects.filter(user=user),
    "kind", "frequency",
)  # fmt: skip
declare_owned(
    "notifications.ReadingTime",
    lambda user: ReadingTime.objects.filter(user=user),
    "time_zone", "hour", "weekday",
)  # fmt: skip
declare_owned(
    "notifications.AddressTrouble",
    lambda user: AddressTrouble.objects.filter(user=user),
    "address", "refusals", "last_refusal",
)  # fmt: skip
