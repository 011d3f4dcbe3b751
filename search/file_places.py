"""Where a file says what was looked for, as a row of results shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.engines.base import PassageHit, Segments
from vocabularies.labels import direction_of


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A place in a file. `url` opens a PDF at the page; `page` is 0 where there are none.

    `unit` says what is counted: "page", "slide" or "sheet".
    """

    title: str
    url: str
    page: int
    unit: str
    text: Segments
    language: str
    direction: str


UNITS = {"pptx": "slide", "odp": "slide", "xlsx": "sheet", "ods": "sheet"}


def file_places(passages: Iterable[PassageHit]) -> tuple[FilePlace, ...]:
    """Return the places of a hit in its order."""
    return tuple(_place(passage) for passage in passages)


def _place(passage: PassageHit) -> FilePlace:
    ending = passage.url.rpartition(".")[2].lower()
    at_page = f"#page={passage.page}" if passage.page and ending == "pdf" else ""
    return FilePlace(
        title=passage.title,
        url=f"{passage.url}{at_page}",
        page=passage.page,
        unit=UNITS.get(ending, "page"),
        text=passage.text,
        language=passage.language,
        direction=direction_of(passage.language),
    )
