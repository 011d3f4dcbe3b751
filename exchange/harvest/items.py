"""What every reader yields: one canonical item per record of the source. No ORM in here.

Readers are generators over a binary stream. They yield `Reading`s, one per record, and
raise `RefusedFileError` when the file, or the rest of it, cannot be read.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from records.data import Agent, Identifier, PartialDate, Precision, RecordFile, RecordLink

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_INFLATED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 100
MAX_RECORDS = 100_000
MAX_RECORD_PARTS = 100_000
MAX_DEPTH = 256


class RefusedFileError(Exception):
    """The file, or what follows `place`, cannot be read. The text says why."""

    def __init__(self, reason: str, place: "Place | None" = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place or Place()


class RefusedRecordError(Exception):
    """One record cannot be taken. The text says why; the others may be fine."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: the number of the record from 1 and its line; 0 when unknown."""

    record: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of a source, normalised.

    Texts are plain, in NFC, by language tag ("und" when the source does not say).
    `countries` and `subjects` are as the source wrote them; they are mapped to terms when
    the record is projected, so that a vocabulary loaded later still counts. `updated` is
    the source's own stamp. `rank` orders formats of the same revision: richer is higher.
    """

    source_id: str
    raw: str = ""
    rank: int = 0
    deleted: bool = False
    updated: datetime | None = None
    kind: str = ""
    language: str = "und"
    titles: Mapping[str, str] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)
    agents: tuple[Agent, ...] = ()
    publisher: str = ""
    issued: PartialDate | None = None
    start: date | None = None
    end: date | None = None
    url: str = ""
    subjects: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    files: tuple[RecordFile, ...] = ()
    links: tuple[RecordLink, ...] = ()
    licence: str = ""
    rights_note: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def payload(self) -> dict[str, Any]:
        """The item as plain JSON values, without raw text, rank and reader's notes."""
        content = asdict(replace(self, raw="", notes=(), rank=0, updated=None))
        for name in ("raw", "notes", "rank", "updated", "source_id", "deleted"):
            del content[name]
        plain: dict[str, Any] = json.loads(json.dumps(content, default=str))
        return plain

    @property
    def content_hash(self) -> str:
        """SHA-256 of the payload, the same for equal items."""
        text = json.dumps([self.deleted, self.payload], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """A record that was read: an item, or the reason why it is refused."""

    place: Place
    item: Item | None = None
    reason: str = ""


Readings = Iterator[Reading]


def read_record(place: Place, make: Callable[[], Item]) -> Reading:
    """Make one item; whatever is wrong with it stays with this one record."""
    try:
        return Reading(place, make())
    except RefusedRecordError as error:
        return Reading(place, reason=str(error))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return Reading(
            place,
            reason=gettext("The record has an unexpected shape. (%(error)s)")
            % {"error": repr(error)[:200]},
        )


def item_from_payload(source_id: str, payload: Mapping[str, Any]) -> Item:
    """Make the item of a stored payload again."""
    content = dict(payload)
    issued = content["issued"]
    return Item(
        source_id=source_id,
        **content
        | {
            "issued": issued
            and PartialDate(date.fromisoformat(issued["value"]), Precision(issued["precision"])),
            "start": content["start"] and date.fromisoformat(content["start"]),
            "end": content["end"] and date.fromisoformat(content["end"]),
            "subjects": tuple(content["subjects"]),
            "countries": tuple(content["countries"]),
            "agents": tuple(Agent(**row) for row in content["agents"]),
            "identifiers": tuple(Identifier(**row) for row in content["identifiers"]),
            "files": tuple(RecordFile(**row) for row in content["files"]),
            "links": tuple(RecordLink(**row) for row in content["links"]),
        },
    )
