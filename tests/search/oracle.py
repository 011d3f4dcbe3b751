"""What may be seen, worked out from the rows alone, and what each channel shows."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from records.audiences import Viewer
from records.models import Record
from search.actions import did_you_mean, search, suggest
from search.engines.base import SearchRequest
from search.engines.current import current_engine
from search.query import parse
from tests.factories.search import KeyHolder

Shown = tuple[str, list, list]  # a channel, what it shows, what it may show
COLUMNS = (
    "uid", "titles", "issued", "deleted_at", "container_gate", "restriction_gate",
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """The rows as they are now."""

    rows: tuple[dict, ...]

    @classmethod
    def read(cls) -> "Truth":
        """Read the table."""
        return cls(tuple(Record.objects.values(*COLUMNS)))

    def visible(self, viewer: Viewer) -> list[dict]:
        """What the viewer may see."""
        return [
            row
            for row in self.rows
            if row["deleted_at"] is None
            and all(
                row[gate] == "" or row[gate] in viewer.keys
                for gate in ("container_gate", "restriction_gate")
            )
        ]


VIEWERS = {
    "anonymous": Viewer.anonymous,
    "member": lambda: KeyHolder(["search-test:1"]),
    "other member": lambda: KeyHolder(["search-test:2"]),
    "staff": lambda: KeyHolder(["search-test:1", "search-test:2"]),
    "stranger": lambda: KeyHolder(["search-test:9"]),
}


def leaks(truth: Truth, chance: random.Random) -> Iterator[str]:
    """Yield everything that some viewer is shown and may not see.

    Every viewer asks for hits, facets and counts; one by chance uses every channel.
    """
    thorough = chance.choice(list(VIEWERS))
    for name, viewer in ((name, make()) for name, make in VIEWERS.items()):
        visible = truth.visible(viewer)
        shows = [*_found(viewer, visible)]
        if name == thorough:
            shows += [*_in_french(viewer, visible), *_suggested(viewer, visible)]
            shows += _scanned(viewer, visible)
        for channel, shown, allowed in shows:
            if more := set(shown) - set(allowed):
                yield f"{name} sees {sorted(map(str, more))} in {channel}"
    yield from _spelt(truth, chance)


def _spelt(truth: Truth, chance: random.Random) -> Iterator[str]:
    """Misspell the word of some thing: only words of public titles may come back."""
    public = " ".join(
        title for row in truth.visible(Viewer.anonymous()) for title in row["titles"].values()
    )
    titles = [next(iter(row["titles"].values())) for row in truth.rows if row["titles"]]
    word = chance.choice(titles).split()[0]
    found = did_you_mean(text=f"{word[:-2]}{word[-1]}{word[-2]}", language="en")
    if found and any(part not in public.lower() for part in found.split()):
        yield f"did-you-mean says {found}"


def losses(truth: Truth) -> Iterator[str]:
    """Yield everything that some viewer may see and is not shown by Elasticsearch."""
    for name, viewer in ((name, make()) for name, make in VIEWERS.items()):
        visible = truth.visible(viewer)
        shows = [*_found(viewer, visible), *_in_french(viewer, visible)]
        for channel, shown, allowed in (*shows, *_scanned(viewer, visible)):
            if set(shown) != set(allowed):
                yield f"{name}: {channel} has {len(set(shown))}, not {len(set(allowed))}"


def _found(viewer: Viewer, visible: list[dict]) -> Iterator[Shown]:
    response = search(viewer=viewer, language="en", size=200)
    counted = {value.value: value.count for value in response.facets["year"].values}
    yield "hits", [hit.uid for hit in response.hits], uids_of(visible)
    yield "facets", list(counted), years_of(visible)
    # Every record has one year: a count beyond them would be of something hidden.
    yield "counts", [response.total], [sum(counted.values())]


def _in_french(viewer: Viewer, visible: list[dict]) -> Iterator[Shown]:
    french = [row for row in visible if "fr" in row["titles"]]
    response = search(viewer=viewer, language="fr", filters={"language": ("fr",)}, size=200)
    shown = [value.value for value in response.facets["year"].values if value.count]
    yield "languages", [hit.uid for hit in response.hits], uids_of(french)
    yield "facets of a language", shown, years_of(french)


def _suggested(viewer: Viewer, visible: list[dict]) -> Iterator[Shown]:
    offered = suggest(viewer=viewer, text="quokka", language="en", limit=20)
    yield "suggestions", [item.uid for item in offered if item.uid], uids_of(visible)


def _scanned(viewer: Viewer, visible: list[dict]) -> Iterator[Shown]:
    request = SearchRequest(query=parse("quokka"), viewer=viewer, language="en")
    scanned = [record.uid for record in current_engine().scan(request)]
    yield "exports and feeds", scanned, uids_of(visible)


def uids_of(rows: list[dict]) -> list:
    """Return the identifiers of the rows."""
    return [row["uid"] for row in rows]


def years_of(rows: list[dict]) -> list[str]:
    """Return the years of the rows; each has its own."""
    return [str(row["issued"].year) for row in rows]
