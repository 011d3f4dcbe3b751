"""What the clock starts."""

import time

from notifications import digests, outgoing, sending
from notifications.tasks import BATCH

# The clock's turn ends after so many seconds; the next one goes on.
TURN = 240


def send_mails() -> None:
    """Free the mails of dead processes, then send what is due until nothing is."""
    outgoing.settle_dead_claims()
    end = time.monotonic() + TURN
    while time.monotonic() < end and sending.send_mails(limit=BATCH) == BATCH:
        pass


def plan_digests() -> None:
    """Bind what waits to the digests that are due; the sender takes them from there."""
    digests.plan_digests()
