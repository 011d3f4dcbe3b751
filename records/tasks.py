"""After-effects: what follows a commit. Ids only, safe to repeat."""

import logging

from celery import shared_task
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from records import clock, sequencer

logger = logging.getLogger(__name__)


@shared_task(name="records.number_changes")
def number_changes() -> None:
    """Give committed changes their numbers."""
    sequencer.number_changes()


@shared_task(name="records.run_job")
def run_job(name: str) -> None:
    """Run a job of the clock, if it is due and nobody else does."""
    clock.run_job(name)


def send_to_sequencer() -> None:
    """Ask for numbers now; the clock asks every few seconds anyway."""
    try:
        number_changes.delay()
    except OperationalError:
        logger.warning("No broker: changes are numbered by the clock.")


def nudge_sequencer() -> None:
    """Ask for numbers after the commit, once for consecutive changes."""
    waiting = connection.run_on_commit
    if not (waiting and waiting[-1][1] is send_to_sequencer):
        transaction.on_commit(send_to_sequencer)
