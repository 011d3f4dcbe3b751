"""Works as ORCID and Crossref tell them.

https://info.orcid.org/documentation/api-tutorials/ (v3.0, /works) and
https://github.com/CrossRef/rest-api-doc (/works/{doi}). What has an unknown shape is left
out: a work needs a title and no more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.html import strip_tags

from experts.models import WorkSource
from experts.outgoing import fetch_json

MOST_WORKS = 500
YEARS = range(1400, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWork:
    """A work that may be taken into a profile. `key` names it within an answer."""

    source: WorkSource
    title: str
    authors: str = ""
    container: str = ""
    year: int | None = None
    kind: str = ""
    doi: str = ""
    url: str = ""
    put_code: str = ""

    @property
    def key(self) -> str:
        """The DOI, else the number at ORCID."""
        return self.doi or self.put_code


def crossref_work(doi: str) -> FoundWork | None:
    """Ask Crossref for a work; None when it has no title. UnreachableError, UnknownThingError."""
    answer = fetch_json(f"{settings.CHM_CROSSREF_URL.rstrip('/')}/works/{quote(doi, safe='')}")
    return read_crossref(part(answer, "message"), doi)


def read_crossref(work: Mapping[str, Any], doi: str) -> FoundWork | None:
    """Read one `message` of Crossref."""
    title = text(first(work, "title"), 500)
    if not title:
        return None
    return FoundWork(
        source=WorkSource.DOI,
        title=title,
        authors=authors_of(work),
        container=text(first(work, "container-title") or work.get("publisher"), 300),
        year=year(first(part(work, "issued"), "date-parts")),
        kind=text(work.get("type"), 40),
        doi=bare_doi(work.get("DOI")) or doi,
    )


def authors_of(work: Mapping[str, Any]) -> str:
    """Family names with initials, as far as they fit."""
    names: list[str] = []
    for author in listed(work, "author"):
        family = text(author.get("family") or author.get("name"), 100)
        initials = " ".join(f"{word[0]}." for word in text(author.get("given"), 100).split())
        if family:
            names.append(f"{family} {initials}".strip())
    while len("; ".join(names)) > 490:
        names = [*names[:-2], "…"]
    return "; ".join(names)


def orcid_works(orcid: str) -> list[FoundWork]:
    """Ask ORCID for the public works of an iD. UnreachableError, UnknownThingError."""
    answer = fetch_json(f"{settings.CHM_ORCID_API_URL.rstrip('/')}/{orcid}/works")
    works = (read_orcid(group) for group in listed(answer, "group")[:MOST_WORKS])
    return list({work.key: work for work in works if work and work.key}.values())


def read_orcid(group: Mapping[str, Any]) -> FoundWork | None:
    """Read a group of ORCID: versions of one work, the one its person prefers first."""
    summaries = listed(group, "work-summary")
    if not summaries:
        return None
    work = summaries[0]
    title = text(value(part(part(work, "title"), "title")), 500)
    if not title:
        return None
    return FoundWork(
        source=WorkSource.ORCID,
        title=title,
        container=text(value(part(work, "journal-title")), 300),
        year=year(value(part(part(work, "publication-date"), "year"))),
        kind=text(work.get("type"), 40),
        doi=next((doi for each in (work, group) for doi in own_dois(each)), ""),
        url=web_address(value(part(work, "url"))),
        put_code=text(work.get("put-code"), 40),
    )


def own_dois(work: Mapping[str, Any]) -> Iterator[str]:
    """The DOIs of a work itself, not those of what it is part of."""
    for item in listed(part(work, "external-ids"), "external-id"):
        is_own = item.get("external-id-relationship") in {"self", None}
        doi = bare_doi(item.get("external-id-value"))
        if item.get("external-id-type") == "doi" and is_own and doi:
            yield doi


def bare_doi(written: Any) -> str:
    """A DOI alone, in small letters; "" for what is none."""
    doi = text(written, 300).lower()
    for prefix in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/",
                   "http://dx.doi.org/", "doi:"):  # fmt: skip
        doi = doi.removeprefix(prefix)
    doi = doi.strip()
    return doi if doi.startswith("10.") and "/" in doi and len(doi) <= 255 else ""


def web_address(written: Any) -> str:
    """An address of the web; "" for anything else."""
    address = text(written, 600)
    is_web = address.startswith(("https://", "http://")) and " " not in address
    return address if is_web and len(address) <= 500 else ""


def text(found: Any, most: int) -> str:
    """Plain text in one line, cut to a length."""
    if not isinstance(found, str | int):
        return ""
    line = " ".join(strip_tags(str(found)).replace("\x00", "").split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def year(found: Any) -> int | None:
    """A year, also of [[2022, 7]] and [2022]; None for anything else."""
    while isinstance(found, list):
        found = found[0] if found else None
    digits = str(found)
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits) in YEARS else None


def part(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object within an object; an empty one when there is none."""
    inner = found.get(name)
    return inner if isinstance(inner, dict) else {}


def listed(found: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a list within an object."""
    inner = found.get(name)
    return [item for item in inner if isinstance(item, dict)] if isinstance(inner, list) else []


def first(found: Mapping[str, Any], name: str) -> Any:
    """The first of a list within an object; None when there is none."""
    inner = found.get(name)
    return inner[0] if isinstance(inner, list) and inner else None


def value(found: Mapping[str, Any]) -> Any:
    """ORCID wraps each text as {"value": text}."""
    return found.get("value")
