"""The states of a mail on its way. Every step is one statement that only its claim can do.

queued → claimed → sending → sent
   ↑        │         ├────→ failed     the server refused it for good
   │        │         ├────→ queued     the server asked to come later
   └────────┘         └────→ unknown    nobody knows: never sent again
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from notifications.models import Delivery, Digest, State

Mail = Delivery | Digest
MailModel = type[Delivery] | type[Digest]

# A process that says nothing for so long has died. Longer than a mail server may take.
LEASE = timedelta(minutes=15)
# After so many temporary refusals, about three days, a mail is given up.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440))


def claim(model: MailModel, pk: int) -> uuid.UUID | None:
    """Take a mail that waits; None when somebody else was quicker."""
    token = uuid.uuid4()
    taken = model._default_manager.filter(pk=pk, state=State.QUEUED).update(
        state=State.CLAIMED, claim=token, claimed_at=timezone.now()
    )
    return token if taken else None


def begin(mail: Mail, message_id: str) -> bool:
    """Say that the mail is handed over now; False when the claim was lost meanwhile."""
    return _step(
        mail,
        State.CLAIMED,
        State.SENDING,
        message_id=message_id,
        attempts=mail.attempts + 1,
        claimed_at=timezone.now(),
    )


def finish(mail: Mail, state: State, reason: str = "") -> bool:
    """Note the end of a mail that was claimed; False when the claim was lost meanwhile."""
    return _step(mail, None, state, reason=reason[:200])


def postpone(mail: Mail, reason: str) -> bool:
    """Try again later. False when that was the last time, or the claim was lost."""
    if mail.attempts > len(PAUSES):
        return False
    due = timezone.now() + PAUSES[mail.attempts - 1]
    return _step(mail, None, State.QUEUED, due=due, reason=reason[:200], attempts=mail.attempts)


def _step(mail: Mail, before: State | None, after: State, **fields: Any) -> bool:
    model = type(mail)
    states = [before] if before else [State.CLAIMED, State.SENDING]
    return bool(
        model._default_manager.filter(pk=mail.pk, claim=mail.claim, state__in=states).update(
            state=after, **fields
        )
    )


def settle_dead_claims(*, now: datetime | None = None) -> int:
    """Free the mails of processes that died; return how many there were.

    What was not handed over yet waits again. What was being handed over may have arrived:
    it is unknown for ever, because a mail twice is worse than a line that is on the site.
    """
    long_ago = (now or timezone.now()) - LEASE
    count = 0
    for model in (Delivery, Digest):
        dead = model._default_manager.filter(claimed_at__lt=long_ago)
        count += dead.filter(state=State.CLAIMED).update(state=State.QUEUED, claim=None)
        count += dead.filter(state=State.SENDING).update(
            state=State.UNKNOWN, reason="The process died while it handed the mail over."
        )
    Delivery.objects.filter(state=State.QUEUED, digest__state=State.UNKNOWN).update(
        state=State.UNKNOWN
    )
    return count
