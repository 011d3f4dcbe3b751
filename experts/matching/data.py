"""What the matcher reads and returns. No database in here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# Goes into every stored suggestion; grows when a weight or a rule changes.
ALGO_VERSION = "2026-11-a"


class Part(StrEnum):
    """The parts of a score, in the order in which reasons are told."""

    TOPIC = "topic"
    PLACE = "place"
    LANGUAGE = "language"
    HELP = "help"
    EVIDENCE = "evidence"
    ANSWER = "answer"


class Obstacle(StrEnum):
    """Why somebody is not suggested."""

    LANGUAGE = "language"
    SELF = "self"
    SAME_ORGANIZATION = "same-organization"
    EXCLUDED = "excluded"
    BLOCKED = "blocked"
    CLOSED = "closed"
    NO_TOPIC = "no-topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is asked for. Countries are ISO codes, the rest identifiers of terms.

    `languages` are BCP-47 codes that the work needs. `organizations` are those of the
    person who asks, `excluded` those whose people must not be suggested.
    """

    topics: tuple[str, ...]
    countries: tuple[str, ...] = ()
    help_kinds: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    owner: int = 0
    organizations: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()
    blocked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic that somebody knows. `level` is 1 to 4; `age` is in years."""

    level: int
    source: str = "self"
    is_verified: bool = False
    age: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody, or an item of the other direction, as far as it may be used.

    `key` is a primary key. `waiting` counts open invitations, `asked` the invitations that
    were answered or ran out, `accepted` those that were accepted.
    """

    key: int
    owner: int
    topics: Mapping[str, Subject]
    home: str = ""
    countries: frozenset[str] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)
    help_kinds: frozenset[str] = frozenset()
    organizations: frozenset[int] = frozenset()
    availability: str = "open"
    waiting: int = 0
    asked: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One contribution. `term` is what matched, `wanted` what was asked for.

    `note` says how: "verified", "document", "worked", "home", "near", "busy" …
    """

    part: Part
    term: str
    note: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A candidate with its score. `parts` are the six values before their weights."""

    candidate: Candidate
    score: float
    parts: Mapping[Part, float]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A candidate that a hard filter holds back, with what it was."""

    candidate: Candidate
    obstacle: Obstacle
    term: str = ""
