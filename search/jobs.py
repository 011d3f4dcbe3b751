"""What the clock starts in the search room. Safe to repeat, safe to run side by side."""

import logging

from kombu.exceptions import OperationalError

from search import alerts, file_texts
from search.tasks import read_file

logger = logging.getLogger(__name__)

FILES_AT_ONCE = 20


def read_files() -> None:
    """Let workers read the files that wait; here, where there are no workers."""
    file_texts.discover()
    file_texts.remove_unnamed()
    for number in file_texts.claim(FILES_AT_ONCE):
        try:
            read_file.delay(number)
        except OperationalError:
            logger.warning("No broker: files are read when it is back.")
            return


def check_files() -> None:
    """Look for files that changed or came without anybody hearing of it."""
    file_texts.follow_all()
    file_texts.check_all()


def send_search_alerts() -> None:
    """Tell people what is new to their saved searches. One that fails is asked again."""
    for number in alerts.due_searches():
        try:
            alerts.run_search(number)
        except Exception:
            logger.exception("The saved search %s could not run", number)
