"""How a room that keeps files lets others read them, by the address that records name.

Only files of this site: nothing is fetched from elsewhere.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO

from django.dispatch import Signal

from records import projection
from records.registry import DuplicateRegistrationError

# Sent inside the writer's transaction with `urls`, when the content behind them changed.
files_changed = Signal()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A file of this site. `version` changes with its content (at most 64 characters).

    `open` gives its bytes, from whichever storage; OSError when they are not there.
    `language` is what its keeper says of it, "" when nobody said.
    """

    version: str
    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    mime: str = ""
    language: str = ""


FileOpener = Callable[[str], LocalFile | None]

_openers: dict[str, FileOpener] = {}


def register_file_opener(name: str, opener: FileOpener) -> None:
    """Add what finds files by their path; the same name twice is an error.

    An opener returns None for a path that is not its own, and for a file that may not be
    offered to whoever may see a record that names it.
    """
    if _openers.setdefault(name, opener) is not opener:
        raise DuplicateRegistrationError(f"The opener {name!r} is registered already.")


def local_file(url: str) -> LocalFile | None:
    """Return the file at a path of this site, None when nobody keeps it."""
    found = (opener(url) for opener in _openers.values())
    return next((file for file in found if file is not None), None)


def text_changed(numbers: Iterable[int], *, narrowed: bool) -> None:
    """Tell the indexes that the text of files of these records (by primary key) has changed.

    `narrowed` tells that some of it has gone.
    """
    projection.touch_records(numbers, narrowed=narrowed)
