"""The reading process: a file on standard input, a line of JSON per piece of text out.

The last line tells what became of it. The arguments are the name of the file and the
limits as JSON.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import IO, Any

from search.extraction.kinds import reader_for
from search.extraction.limits import Limits, UnreadableError
from search.extraction.sandbox import confine

# Who stops in time keeps what was read.
SHARE_OF_TIME = 0.7


def main() -> None:
    """Read the file and answer."""
    name, bounds = sys.argv[1:3]
    limits = Limits(**json.loads(bounds))
    confine(limits)
    for line in answer(sys.stdin.buffer, name, limits):
        sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def answer(file: IO[bytes], name: str, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield the pieces of text, then the outcome."""
    outcome: dict[str, Any] = {"state": "empty", "pages": 0, "cut": False, "error": ""}
    try:
        for piece in kept(reader_for(file, name)(file, limits), outcome, limits):
            if piece["text"].strip():
                outcome["state"] = "read"
            yield piece
    except UnreadableError as error:
        outcome |= {"state": error.state, "error": str(error)}
    except (MemoryError, RecursionError) as error:
        outcome |= {"state": "too_large", "error": type(error).__name__}
    except Exception as error:  # noqa: BLE001  (a parser may fail in any way)
        outcome |= {"state": "broken", "error": f"{type(error).__name__}: {error}"}
    yield outcome


def kept(
    pieces: Iterator[tuple[int, str]], outcome: dict[str, Any], limits: Limits
) -> Iterator[dict[str, Any]]:
    """Yield pieces until a limit is reached."""
    until = time.monotonic() + limits.seconds * SHARE_OF_TIME
    left = limits.characters
    for page, text in pieces:
        if page > limits.pages or left <= 0 or time.monotonic() > until:
            outcome["cut"] = True
            return
        outcome["pages"] = max(outcome["pages"], page)
        outcome["cut"] = len(text) > left
        yield {"page": page, "text": text[:left]}
        left -= len(text)


if __name__ == "__main__":
    main()
