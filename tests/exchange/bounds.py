"""Reads a hostile file in a process of its own, so that time and memory can be told."""

import multiprocessing
import resource
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from exchange.harvest.actions import READERS
from exchange.harvest.items import Reading, RefusedFileError
from exchange.harvest.sniffing import sniff

SECONDS = 5  # of the processor: the machine may be busy with other tests
PATIENCE = 60
MEGABYTES = 300


@dataclass(frozen=True)
class Outcome:
    """What reading a file gave and what it cost."""

    readings: list[Reading]
    reason: str
    seconds: float
    megabytes: float


def read_file(path: Path) -> tuple[list[Reading], str]:
    """Return the readings and the reason why the file, or the rest of it, was refused."""
    readings: list[Reading] = []
    with path.open("rb") as file:
        try:
            readings.extend(READERS[sniff(file)](file))
        except RefusedFileError as error:
            return readings, error.reason
    return readings, ""


def read_bounded(path: Path) -> Outcome:
    """Read the file in a forked process; fails when it needs too much time or memory."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_read, args=(path, theirs))
    process.start()
    theirs.close()
    try:
        assert ours.poll(PATIENCE), "The file was not read in time."
        outcome: Outcome = ours.recv()
    finally:
        process.kill()
        process.join()
    assert outcome.seconds < SECONDS
    assert outcome.megabytes < MEGABYTES
    return outcome


def _read(path: Path, answers: Connection) -> None:
    before = _resident()
    started = time.process_time()
    readings, reason = read_file(path)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers.send(Outcome(readings[:10], reason, seconds, peak - before))


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / 1024
