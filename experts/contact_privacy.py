"""What messages and blocks hold of people."""

from collections.abc import Iterator

from django.db.models import Q

from accounts.models import User
from accounts.personal_data import Content, Row, declare
from experts.models import Block, ContactMessage


def messages(user: User) -> Iterator[Row]:
    """What somebody wrote and got, without the names of the others."""
    found = ContactMessage.objects.filter(Q(sender=user) | Q(recipient=user)).order_by("pk")
    for message in found.iterator():
        yield {
            "written": message.sender_id == user.pk,
            "subject": message.subject,
            "text": message.text,
            "created": message.created,
        }


def erase_messages(user: User, content: Content) -> None:
    """Both sides go: a message is of no use without one of them."""
    del content
    ContactMessage.objects.filter(Q(sender=user) | Q(recipient=user)).delete()


def blocks(user: User) -> Iterator[Row]:
    """When somebody blocked others. Who was blocked is about them, too."""
    yield from Block.objects.filter(owner=user).order_by("pk").values("created").iterator()


def erase_blocks(user: User, content: Content) -> None:
    """Blocks by and of somebody."""
    del content
    Block.objects.filter(Q(owner=user) | Q(blocked=user)).delete()


def register() -> None:
    """Declare both."""
    declare("experts.ContactMessage", export=messages, erase=erase_messages)
    declare("experts.Block", export=blocks, erase=erase_blocks)
