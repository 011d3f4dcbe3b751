"""Messages between people who do not see each other's addresses (decision 0115)."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from experts.models import Block, ContactMessage, Profile
from experts.permissions import (
    can_judge_messages,
    can_read_message,
    has_confirmed_address,
    takes_messages,
)
from notifications.actions import notify
from records.audiences import Viewer

KIND = "contact.message"
# The text of a message, and that of a report, is kept for so long.
KEPT = timedelta(days=30)


@transaction.atomic
def write_message(
    *, sender: User, profile: Profile, subject: str, text: str
) -> ContactMessage | None:
    """Pass a message on to the person of a profile.

    None when that person blocked the sender, who is told what everybody is told.
    PermissionDenied without a confirmed address, or when the profile takes no messages.
    """
    if not takes_messages(Viewer(sender), profile):
        raise PermissionDenied
    message = ContactMessage(
        sender=sender, recipient=profile.user, about=profile.uid, subject=subject, text=text
    )
    return _deliver(message)


@transaction.atomic
def answer_message(
    *, sender: User, message: ContactMessage, subject: str, text: str
) -> ContactMessage | None:
    """Answer a message that came; who wrote it agreed to be answered, whatever their profile."""
    if not can_read_message(sender, message):
        raise PermissionDenied
    answer = ContactMessage(
        sender=sender,
        recipient=message.sender,
        about=message.about,
        answers=message,
        subject=subject,
        text=text,
    )
    return _deliver(answer)


def _deliver(message: ContactMessage) -> ContactMessage | None:
    if not has_confirmed_address(message.sender):
        raise PermissionDenied
    if is_blocked(owner=message.recipient_id, sender=message.sender_id):
        return None
    message.save()
    notify(
        kind=KIND,
        subject=f"message:{message.uid}",
        recipients=[message.recipient_id],
        payload={"message": str(message.uid)},
        actor=message.sender,
    )
    return message


def is_blocked(*, owner: int, sender: int) -> bool:
    """Whether a person takes no messages from another."""
    return Block.objects.filter(owner=owner, blocked=sender).exists()


def block_sender(*, actor: User, message: ContactMessage) -> None:
    """Take no more messages from who wrote this one; they are not told."""
    if not can_read_message(actor, message):
        raise PermissionDenied
    Block.objects.get_or_create(owner=actor, blocked=message.sender)


def end_block(*, actor: User, block: Block) -> None:
    """Take messages again."""
    if block.owner_id != actor.pk:
        raise PermissionDenied
    block.delete()


def report_message(*, actor: User, message: ContactMessage, reason: str) -> None:
    """Show a message to the moderators. The first report of a message counts."""
    if not can_read_message(actor, message):
        raise PermissionDenied
    ContactMessage.objects.filter(
        pk=message.pk, reported_at__isnull=True, wiped_at__isnull=True
    ).update(reported_at=timezone.now(), report_reason=reason)


def close_report(*, actor: User, message: ContactMessage) -> None:
    """Note that a moderator has dealt with a report."""
    if not can_judge_messages(actor):
        raise PermissionDenied
    ContactMessage.objects.filter(pk=message.pk, decided_at__isnull=True).update(
        decided_at=timezone.now()
    )


def wipe_old_messages(*, now: datetime | None = None) -> int:
    """Remove texts after 30 days; those of a report 30 days after it. Returns how many."""
    before = (now or timezone.now()) - KEPT
    return (
        ContactMessage.objects.filter(wiped_at__isnull=True, created__lt=before)
        .filter(Q(reported_at__isnull=True) | Q(reported_at__lt=before))
        .update(subject="", text="", report_reason="", wiped_at=now or timezone.now())
    )
