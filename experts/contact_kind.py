"""How a message from another person is told, and whether it may be told now."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, override

from accounts.models import User
from experts.actions.contact import KIND
from experts.models import Block, ContactMessage
from notifications.models import Frequency
from notifications.registry import Fact, NotificationKind, Rendered, register_kind


def register() -> None:
    """Let people be told of messages."""
    register_kind(MESSAGE)


def may_see(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """The messages that have a text still, from people who are not blocked since."""
    messages = _messages(user, facts)
    return {fact.subject for fact in facts if _uid(fact) in messages}


def render(user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
    """Write the messages out, without the address of anybody."""
    messages = _messages(user, facts)
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(known):
        return {
            fact.subject: _rendered(messages[_uid(fact)])
            for fact in facts
            if _uid(fact) in messages
        }


def _rendered(message: ContactMessage) -> Rendered:
    name = sender_name(message)
    title = _("%(name)s writes to you: %(subject)s")
    return Rendered(
        title=title % {"name": name, "subject": message.subject},
        lines=(
            *(line.strip() for line in message.text.splitlines() if line.strip()),
            _("Answer on the site. Neither of you sees the other’s mail address."),
        ),
        url=reverse("experts:message_detail", args=[message.uid]),
        reason=_("Somebody wrote to you by a form of this site."),
        action=_("Answer"),
    )


def sender_name(message: ContactMessage) -> str:
    """The name that the sender shows; never the mail address."""
    return message.sender.get_full_name() or _("A member of this site")


def _messages(user: User, facts: Sequence[Fact]) -> dict[UUID, ContactMessage]:
    found = ContactMessage.objects.filter(
        uid__in=[_uid(fact) for fact in facts],
        recipient=user,
        wiped_at__isnull=True,
        sender__is_active=True,
    ).exclude(sender__in=Block.objects.filter(owner=user).values("blocked"))
    return {message.uid: message for message in found.select_related("sender")}


def _uid(fact: Fact) -> UUID:
    return UUID(fact.payload["message"])


MESSAGE = NotificationKind(
    key=KIND,
    label=gettext_lazy("Messages from people"),
    description=gettext_lazy("Somebody writes to you by the form of your profile, or answers."),
    may_see=may_see,
    render=render,
    default_frequency=Frequency.IMMEDIATE,
)
