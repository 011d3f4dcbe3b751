"""The site map: every public record of this site, in all its languages.

The protocol is that of sitemaps.org; alternates follow
https://developers.google.com/search/docs/specialty/international/localized-versions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cms.projecting.addresses import Addresses
from cms.restrictions import Restrictions
from records.data import Origin
from records.models import Record
from records.querysets import RecordQuerySet

# A file may hold 50,000 addresses; six languages of 2,000 records stay far below.
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One address with those of the same thing in other languages."""

    path: str
    modified: datetime | None
    alternates: tuple[tuple[str, str], ...]


def listed() -> RecordQuerySet:
    """What a site map may name: public records that have pages here."""
    return (
        Record.objects.public()
        .filter(origin=Origin.LOCAL)
        .exclude(urls={})
        .without_text()
        .order_by("pk")
    )


def chunk_count() -> int:
    """How many site maps there are; at least one."""
    return max(1, -(-listed().count() // CHUNK))


def entries(number: int) -> Iterator[Entry]:
    """The addresses of one site map, from 1. The first begins with the home pages."""
    if number == 1:
        yield from expand(home_urls(), None)
    start = (number - 1) * CHUNK
    for record in listed()[start : start + CHUNK]:
        yield from expand(record.urls, record.modified)


def home_urls() -> dict[str, str]:
    """The public home pages by language; none when the site itself is closed."""
    restrictions = Restrictions.read()
    return {
        page.locale.language_code: f"/{page.locale.language_code}/"
        for page in Addresses.home_pages()
        if page.live and page.alias_of_id is None and restrictions.nearest(page.path) is None
    }


def expand(urls: dict[str, str], modified: datetime | None) -> Iterator[Entry]:
    """An entry per language, each naming all of them."""
    alternates = tuple(sorted(urls.items()))
    for _language, path in alternates:
        yield Entry(path, modified, alternates)
