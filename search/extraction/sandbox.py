"""Takes away from the reading process what a parser never needs (decision 0086).

A parser that a file has taken over finds no secrets in its environment, no network, no
other program to start, nothing to write but its answer, and little time and memory.
"""

import ctypes
import os
import resource
import sys
from pathlib import Path
from typing import Any

from search.extraction.limits import Limits

NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET
BYTES_PER_CHARACTER = 8
REFUSED = (
    "ctypes.dlopen", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename",
    "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.kill", "os.system", "pty.spawn", "shutil.", "socket.", "subprocess.", "urllib.",
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(limits: Limits) -> None:
    """Bind this process to its limits, for good. Everything it needs is imported before."""
    _leave_the_network()
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.characters * BYTES_PER_CHARACTER,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (bound, bound))
    sys.addaudithook(_refuse)


def _leave_the_network() -> None:
    """Move to a namespace without any network, where the system lets us."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "unshare"):
        libc.unshare(NEW_USER_AND_NETWORK)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what Python code must not do here; libraries load their own parts still."""
    if event.startswith(REFUSED):
        raise PermissionError(f"A reader of files may not do this: {event}.")
    if event == "open" and not _may_open(*arguments):
        raise PermissionError("A reader of files may not open others.")


def _may_open(path: object, _mode: object, flags: int) -> bool:
    if isinstance(path, int):
        return True
    if flags & WRITING or not isinstance(path, (str, bytes, os.PathLike)):
        return False
    wanted = Path(os.fsdecode(path)).resolve()
    return any(wanted.is_relative_to(root) for root in _roots())


def _roots() -> tuple[Path, ...]:
    here = Path(__file__).resolve().parents[2]
    return Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), here / "search"
