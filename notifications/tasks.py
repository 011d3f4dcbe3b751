"""After-effects: what follows a commit. Ids only, safe to repeat."""

import logging

from celery import shared_task
from django.conf import settings
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from notifications import sending

logger = logging.getLogger(__name__)

# A task sends this many and hands over to the next one: no task runs for long, and a
# process without workers keeps nobody waiting. The clock sends the rest.
BATCH = 50


@shared_task(name="notifications.send_waiting")
def send_waiting() -> None:
    """Send the mails that are due, a batch at a time."""
    sent = sending.send_mails(limit=BATCH)
    if sent == BATCH and not settings.CELERY_TASK_ALWAYS_EAGER:
        call_sender()


def call_sender() -> None:
    """Ask for the sender now; the clock asks every minute anyway."""
    try:
        send_waiting.delay()
    except OperationalError:
        logger.warning("No broker: mail is sent by the clock.")


def nudge_sender() -> None:
    """Ask for the sender after the commit, once for consecutive facts."""
    waiting = connection.run_on_commit
    if not (waiting and waiting[-1][1] is call_sender):
        transaction.on_commit(call_sender)
