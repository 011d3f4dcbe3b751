"""What a mail says, decided at the last moment: who may still see what, and who wants it."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from notifications.addresses import is_trusted
from notifications.models import Delivery, Digest, Frequency, Notification, Preference, State
from notifications.outgoing import Mail
from notifications.presenting import present
from notifications.registry import Rendered, known_kinds
from notifications.subscriptions import Wish, link_for

# A digest shows so many; the rest is on the site.
MOST = 40


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it is written out. Paths are of this site.

    `told` names the notifications that it tells, also those that are only counted.
    """

    address: str
    language: str
    subject: str
    lead: str
    items: tuple[Rendered, ...]
    told: tuple[int, ...]
    more: str
    list_url: str
    settings_url: str
    unsubscribe_url: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there is no mail."""

    reason: str


def letter_for(mail: Mail) -> Letter | Nothing:
    """Return the letter, or why there is none. Reads everything anew."""
    user = User.objects.get(pk=mail.user_id)
    obstacle = obstacle_to(user)
    if obstacle:
        return Nothing(obstacle)
    if isinstance(mail, Digest):
        return _digest(mail, user)
    return _notice(mail, user)


def obstacle_to(user: User) -> str:
    """Say why nothing can be sent to somebody; empty when it can."""
    if not user.is_active:
        return "The account is closed."
    confirmed = EmailAddress.objects.annotate(plain=Lower("email")).filter(
        user=user, plain=user.email.lower(), verified=True
    )
    if not confirmed.exists():
        return "The address is not confirmed."
    return "" if is_trusted(user.email) else "The address refused mail."


def _notice(delivery: Delivery, user: User) -> Letter | Nothing:
    notification = Notification.objects.select_related("event").get(pk=delivery.notification_id)
    if notification.read_at:
        return Nothing("It was read on the site.")
    if notification.kind in _unwanted(user):
        return Nothing("It is not wanted any more.")
    language = language_of(user)
    rendered = present(user, [notification], language).get(notification.pk)
    if rendered is None:
        return Nothing("It may not be seen any more.")
    return _letter(
        user,
        subject=rendered.title,
        lead="",
        items=(rendered,),
        told=(notification.pk,),
        more="",
        wish=Wish(user.pk, kind=notification.kind),
    )


def _digest(digest: Digest, user: User) -> Letter | Nothing:
    shown = _shown_in(digest, user)
    if not shown:
        return Nothing("Nothing of it is left to tell.")
    with translation.override(language_of(user)):
        count = len(shown)
        lead = ngettext(
            "%(count)s new notification for you.", "%(count)s new notifications for you.", count
        ) % {"count": count}
        subject = (
            _("Your day in short") if digest.kind == Frequency.DAILY else _("Your week in short")
        )
        rest = count - MOST
        more = (
            ngettext("%(count)s more is on the site.", "%(count)s more are on the site.", rest)
            % {"count": rest}
            if rest > 0
            else ""
        )
    return _letter(
        user,
        subject=subject,
        lead=lead,
        items=tuple(shown.values())[:MOST],
        told=tuple(shown),
        more=more,
        wish=Wish(user.pk, digest=digest.kind),
    )


def _shown_in(digest: Digest, user: User) -> dict[int, Rendered]:
    """Map the notifications of a digest that are told now to their words, oldest first."""
    unwanted = _unwanted(user)
    waiting = Notification.objects.filter(
        deliveries__digest=digest, deliveries__state=State.QUEUED, read_at__isnull=True
    )
    notifications: Sequence[Notification] = [
        notification
        for notification in waiting.select_related("event").order_by("pk")
        if notification.kind not in unwanted
    ]
    shown = present(user, notifications, language_of(user))
    return {
        notification.pk: shown[notification.pk]
        for notification in notifications
        if notification.pk in shown
    }


def _unwanted(user: User) -> set[str]:
    chosen = dict(Preference.objects.filter(user=user).values_list("kind", "frequency"))
    return {
        key
        for key, kind in known_kinds().items()
        if chosen.get(key, kind.default_frequency) == Frequency.NONE
    }


def language_of(user: User) -> str:
    """Return the language in which somebody reads mail."""
    return user.language or settings.LANGUAGE_CODE


def _letter(
    user: User,
    *,
    subject: str,
    lead: str,
    items: tuple[Rendered, ...],
    told: tuple[int, ...],
    more: str,
    wish: Wish,
) -> Letter:
    language = language_of(user)
    with translation.override(language):
        return Letter(
            address=user.email,
            language=language,
            subject=subject,
            lead=lead,
            items=items,
            told=told,
            more=more,
            list_url=reverse("notifications:notification_list"),
            settings_url=reverse("notifications:settings"),
            unsubscribe_url=link_for(wish, language),
        )
