"""What an import did, and why it did not do the rest."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from exchange.harvest.items import Place

KEPT_PROBLEMS = 1_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something was not taken as it is. A note cost nothing."""

    place: Place
    reason: str
    is_note: bool = False

    def __str__(self) -> str:
        places = []
        if self.place.record:
            places.append(gettext("record %(number)d") % {"number": self.place.record})
        if self.place.line:
            places.append(gettext("line %(number)d") % {"number": self.place.line})
        where = ", ".join(places)
        return f"{where}: {self.reason}" if where else self.reason


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """Counts of records; `reason` is set when the file, or the rest of it, was refused.

    `problems` holds the first ones; the log of the run in the database has all.
    """

    file_name: str
    dry_run: bool = False
    source: str = ""
    new: int = 0
    changed: int = 0
    same: int = 0
    deleted: int = 0
    refused: int = 0
    reason: str = ""
    run_id: int | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> int:
        """How many records changed here, or would in a dry run."""
        return self.new + self.changed + self.deleted

    @property
    def is_clean(self) -> bool:
        """Whether everything in the file was taken."""
        return not self.reason and not self.refused
