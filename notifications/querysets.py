"""Notifications and mails, described by adjectives."""

from django.db.models import QuerySet

from accounts.models import User
from notifications.models import Channel, Delivery, Notification, State


def unbound() -> QuerySet[Delivery]:
    """Return what waits for a digest and is in none yet."""
    return Delivery.objects.filter(channel=Channel.DIGEST, state=State.QUEUED, digest__isnull=True)


def told_to(user: User) -> QuerySet[Notification]:
    """Return what the user was told, whether or not they may see it now."""
    return Notification.objects.filter(user=user).select_related("event")


def unread_by(user: User) -> QuerySet[Notification]:
    """Return what the user was told and has not read."""
    return Notification.objects.filter(user=user, read_at__isnull=True)
