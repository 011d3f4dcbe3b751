"""What a projector returns: one thing, all its languages. No ORM in here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Origin(StrEnum):
    """Whether the thing was written here or fetched from another node."""

    LOCAL = "local"
    HARVESTED = "harvested"


class Precision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    INSTANT = "instant"


class DeletedReason(StrEnum):
    """Why a record is gone."""

    DELETED = "deleted"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only year or month may be known (`2024-12` in CBD formats)."""

    value: date
    precision: Precision = Precision.DAY

    def __str__(self) -> str:
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)
        return self.value.isoformat()[:length]


@dataclass(frozen=True, slots=True)
class Period:
    """When something takes place. `start` and `end` are aware; `zone` is an IANA name."""

    start: datetime
    end: datetime | None = None
    zone: str = "UTC"
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or an organization named on a record. Never a mail address."""

    name: str
    role: str = "creator"
    orcid: str = ""
    ror: str = ""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that belongs to a record. `url` is a path of this site or an address."""

    url: str
    title: str = ""
    language: str = ""
    mime: str = ""
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A link of a record (CBD `ELink`)."""

    url: str
    name: str = ""
    language: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to another record, read both ways."""

    target: UUID
    relation: str = "related"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name the thing has elsewhere, e.g. scheme "doi", value "10.5281/zenodo.1"."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a harvested record comes from and how fresh it is."""

    source: str
    source_title: str = ""
    source_id: str = ""
    source_url: str = ""
    source_revision: str = ""
    source_updated: datetime | None = None
    fetched_at: datetime | None = None
    stale_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordData:
    """One thing that can be found or exchanged.

    Text mappings go from a BCP-47 tag in lower case ("zh-hans") to plain text without
    markup; only languages that the public may read are in them. `titles` names every
    language that the record has. `urls` are absolute paths of this site by language, or
    one address elsewhere for a harvested thing that has no page of its own.
    `terms` and `countries` are term identifiers and ISO 3166 alpha-2 codes.
    At most two `gates`; none means public.
    """

    uid: UUID
    kind: str
    titles: Mapping[str, str]
    default_language: str
    summaries: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    agents: tuple[Agent, ...] = ()
    publisher: str = ""
    issued: PartialDate | None = None
    modified: datetime | None = None
    period: Period | None = None
    licence: str = ""
    rights_note: str = ""
    origin: Origin = Origin.LOCAL
    provenance: Provenance | None = None
    identifiers: tuple[Identifier, ...] = ()
    files: tuple[RecordFile, ...] = ()
    links: tuple[RecordLink, ...] = ()
    references: tuple[Reference, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    image: str = ""
    container_gate: str = ""
    restriction_gate: str = ""

    def __post_init__(self) -> None:
        if not self.titles:
            raise ValueError(f"Record {self.uid} has no title in any language.")
        if self.default_language not in self.titles:
            raise ValueError(f"Record {self.uid} has no title in {self.default_language}.")

    @property
    def payload_hash(self) -> str:
        """SHA-256 of everything a reader can see, independent of order and of gates.

        `fetched_at` is left out: fetching the same thing again is not a change.
        """
        content = asdict(self)
        content.pop("container_gate")
        content.pop("restriction_gate")
        if content["provenance"]:
            content["provenance"].pop("fetched_at")
        text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
