"""Reading a file that may be anything."""

from pathlib import Path
from typing import BinaryIO

from vocabularies.importers.parsed import RecordError, VocabularyFileError

MAX_BYTES = 30 * 1024 * 1024
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_bytes(file: Path | BinaryIO) -> tuple[str, bytes]:
    """Return (name, content); VocabularyFileError when unreadable, empty or too big."""
    name = file.name if isinstance(file, Path) else Path(str(getattr(file, "name", "file"))).name
    try:
        if isinstance(file, Path):
            with file.open("rb") as opened:
                content = opened.read(MAX_BYTES + 1)
        else:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise VocabularyFileError(
            name, "", f"the file cannot be read ({error.strerror})"
        ) from error
    if len(content) > MAX_BYTES:
        raise VocabularyFileError(name, "", f"the file is larger than {MAX_BYTES // 1024**2} MB")
    if not content.strip():
        raise VocabularyFileError(name, "", "the file is empty")
    return name, content


def decode(content: bytes) -> str:
    """Return the text of a UTF-8, UTF-16 or Windows-1252 file; RecordError when binary."""
    encoding = next(
        (name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8"
    )
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise RecordError("the file is not a text file")
    return text
