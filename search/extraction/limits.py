"""How much reading a file may cost, and what reading it can come to."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one reading. What is beyond `pages` or `characters` is left out."""

    seconds: int = 60
    memory: int = 512 * MEGABYTE
    size: int = 100 * MEGABYTE
    unpacked: int = 300 * MEGABYTE
    pages: int = 2000
    characters: int = 5_000_000


class UnreadableError(Exception):
    """The file has no text for us. `state` is the value of a `FileState`."""

    state = "broken"


class EncryptedError(UnreadableError):
    """Nobody reads it without its password."""

    state = "encrypted"


class TooLargeError(UnreadableError):
    """It would unpack to more than it may."""

    state = "too_large"


class UnsupportedError(UnreadableError):
    """No reader knows this kind of file."""

    state = "unsupported"
