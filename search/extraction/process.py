"""Starts the reading process and takes its answer; whatever happens in it stays there."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from search.extraction.limits import Limits

HOUSE = Path(__file__).resolve().parents[2]
# All that the reader is told of the house: no address, no secret.
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
BLOCK = 1024 * 1024
# Beyond its time of computing a reader may wait for a busy machine.
PATIENCE = 1.5
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read. `state` is the value of a `FileState`; `texts` are (page, text).

    `pages` is 0 where the format has none; `cut` tells that there is more in the file.
    """

    state: str
    texts: tuple[tuple[int, str], ...] = ()
    pages: int = 0
    cut: bool = False
    error: str = ""


def read(opened: AbstractContextManager[IO[bytes]], name: str, limits: Limits) -> Reading:
    """Read a file in a process of its own. OSError when its bytes are not there."""
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as answer:
        with opened as source:
            size = 0
            while block := source.read(BLOCK):
                size += len(block)
                if size > limits.size:
                    return Reading(state="too_large", error=f"More than {limits.size} bytes.")
                file.write(block)
        if not size:
            return Reading(state="empty")
        file.seek(0)
        failure = _run(file, answer, name, limits)
        answer.seek(0)
        return failure or _taken(answer, limits)


def _run(file: IO[bytes], answer: IO[bytes], name: str, limits: Limits) -> Reading | None:
    """Run the reader; return what it means when it did not come to its end."""
    command = [sys.executable, "-m", "search.extraction", name, json.dumps(asdict(limits))]
    try:
        finished = subprocess.run(  # noqa: S603  (our own module; the name is an argument)
            command,
            stdin=file,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=HOUSE,
            env=ENVIRONMENT,
            timeout=limits.seconds * PATIENCE,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Reading(state="timed_out", error=f"Not read within {limits.seconds} seconds.")
    if finished.returncode == 0:
        return None
    if finished.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Reading(state="timed_out", error=f"Not read within {limits.seconds} seconds.")
    return Reading(state="broken", error=f"The reader ended with {finished.returncode}.")


def _taken(answer: IO[bytes], limits: Limits) -> Reading:
    """Take the answer without trusting it: a file may have taken the reader over."""
    texts: list[tuple[int, str]] = []
    left = limits.characters
    outcome: Mapping[str, Any] = {}
    try:
        for line in _lines(answer):
            if "state" in line:
                outcome = line
                break
            page, text = int(line["page"]), str(line["text"])[:left]
            left -= len(text)
            texts.append((min(max(page, 0), limits.pages), text))
        return Reading(
            state=str(outcome["state"]),
            texts=tuple(texts) if outcome["state"] == "read" else (),
            pages=min(max(int(outcome["pages"]), 0), limits.pages),
            cut=bool(outcome["cut"]),
            error=str(outcome["error"])[:LONGEST_ERROR],
        )
    except (ValueError, KeyError, TypeError):
        return Reading(state="broken", error="The reader gave no proper answer.")


def _lines(answer: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    for line in answer:
        yield json.loads(line)
