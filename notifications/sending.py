"""Sends what is due: each mail at most once after it was handed over (decision 0090)."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from notifications.addresses import count_refusal, forget_refusals
from notifications.letters import Letter, Nothing, letter_for
from notifications.mails import message_id_of, written
from notifications.models import Channel, Delivery, Digest, State
from notifications.outgoing import Mail, MailModel, begin, claim, finish, postpone
from notifications.post import Outcome, Post

logger = logging.getLogger(__name__)


def send_mails(*, limit: int) -> int:
    """Look at up to `limit` mails that are due; return how many were looked at.

    Any number of processes may do this at once. A mail server that is away ends the run:
    nothing was claimed from it and all of it waits.
    """
    now = timezone.now()
    notices = Delivery.objects.filter(state=State.QUEUED, due__lte=now, channel=Channel.MAIL)
    planned = Digest.objects.filter(state=State.QUEUED, due__lte=now)
    due: list[tuple[MailModel, int]] = [(Delivery, pk) for pk in _first(notices, limit)]
    due += [(Digest, pk) for pk in _first(planned, limit - len(due))]
    looked_at = 0
    with Post() as post:
        for model, pk in due:
            if not post.reach():
                logger.warning("No mail server: %s mails wait.", len(due) - looked_at)
                break
            send(model, pk, post)
            looked_at += 1
    return looked_at


def _first(due: QuerySet[Any], limit: int) -> Iterable[int]:
    return due.order_by("due", "pk").values_list("pk", flat=True)[:limit]


def send(model: MailModel, pk: int, post: Post) -> None:
    """Send one mail, if it still waits and there is still something to say."""
    token = claim(model, pk)
    if token is None:
        return
    mail: Mail = model._default_manager.get(pk=pk)
    mail.claim = token
    try:
        letter = letter_for(mail)
        message_id = message_id_of(mail)
        message = written(letter, message_id) if isinstance(letter, Letter) else None
    except Exception as error:
        # A kind's own mistake holds up its own mails only, and they wait for the cure.
        logger.exception("The mail %s could not be written", mail)
        mail.attempts += 1
        _note(mail, Outcome(State.QUEUED, f"Not written: {type(error).__name__}"))
        return
    if isinstance(letter, Nothing) or message is None:
        _close(mail, State.SKIPPED, letter.reason if isinstance(letter, Nothing) else "")
    elif begin(mail, message_id):
        mail.attempts += 1
        _note(mail, post.hand_over(message), letter)


def _note(mail: Mail, outcome: Outcome, letter: Letter | None = None) -> None:
    """Write down what became of a mail. The address is nobody's business here."""
    reason = outcome.reason
    if letter:
        reason = reason.replace(letter.address, "the address")
        if outcome.is_address:
            count_refusal(mail.user_id, letter.address, reason)
        elif outcome.state == State.SENT:
            forget_refusals(letter.address)
    if outcome.state == State.QUEUED:
        if postpone(mail, reason):
            return
        outcome = Outcome(State.FAILED)
    _close(mail, outcome.state, reason, letter.told if letter else ())


@transaction.atomic
def _close(mail: Mail, state: State, reason: str, told: Sequence[int] = ()) -> None:
    """End a mail; what a digest carried ends with it, what it left out was not sent."""
    if not finish(mail, state, reason) or not isinstance(mail, Digest):
        return
    Digest.objects.filter(pk=mail.pk).update(item_count=len(told))
    carried = Delivery.objects.filter(digest=mail, state=State.QUEUED)
    carried.filter(notification__in=list(told)).update(state=state)
    carried.update(state=State.SKIPPED, reason="It was read, unwanted or not to be seen.")
