"""A record as a reference: RIS, BibTeX and a sentence to copy."""

import re
from collections.abc import Iterator

from records.models import Record

RIS_TYPES = {
    "decision": "GOVDOC",
    "map": "MAP",
    "multimedia": "MULTI",
    "news": "NEWS",
    "online-source": "DATA",
    "reference-document": "RPRT",
    "training-material": "GEN",
}
BIBTEX_SPECIAL = re.compile(r"([\\{}%$#&_])")


def authors(record: Record) -> list[str]:
    """Names of those who made the thing, in order."""
    return [agent["name"] for agent in record.agents if agent["role"] in ("creator", "author")]


def citation_sentence(record: Record, title: str, url: str) -> str:
    """Author (year). Title. Publisher. Address."""
    year = f"({record.issued.year})" if record.issued else "(n.d.)"
    parts = [
        " ".join(filter(None, ["; ".join(authors(record)), year])),
        title.rstrip("."),
        record.publisher,
        doi_url(record) or url,
    ]
    return ". ".join(part for part in parts if part)


def doi_url(record: Record) -> str:
    """The address of the record's DOI; empty without one."""
    for identifier in record.identifiers:
        if identifier["scheme"] == "doi":
            return f"https://doi.org/{identifier['value']}"
    return ""


def ris(record: Record, title: str, summary: str, url: str) -> str:
    """Write the record in RIS, with the line ends that the format asks for."""
    return "".join(
        f"{tag}  - {one_line(value)}\r\n" for tag, value in _ris_fields(record, title, summary, url)
    )


def _ris_fields(record: Record, title: str, summary: str, url: str) -> Iterator[tuple[str, str]]:
    yield "TY", RIS_TYPES.get(record.kind, "GEN")
    yield "TI", title
    for name in authors(record):
        yield "AU", name
    if record.issued:
        yield "PY", str(record.issued.year)
    optional = {
        "PB": record.publisher, "AB": summary, "LA": record.default_language,
        "DO": doi_url(record).removeprefix("https://doi.org/"),
    }  # fmt: skip
    yield from ((tag, value) for tag, value in optional.items() if value)
    yield "UR", url
    yield "ID", str(record.uid)
    yield "ER", ""


def bibtex(record: Record, title: str, url: str) -> str:
    """Write the record as a BibTeX @misc entry."""
    fields = {
        "title": title,
        "author": " and ".join(_as_one_name(name) for name in authors(record)),
        "year": str(record.issued.year) if record.issued else "",
        "publisher": record.publisher,
        "doi": doi_url(record).removeprefix("https://doi.org/"),
    }
    lines = [
        f"  {name} = {{{one_line(value) if name == 'author' else _escaped(value)}}},"
        for name, value in fields.items()
        if value
    ]
    address = url.replace("{", "%7B").replace("}", "%7D")
    return "\n".join([f"@misc{{{record.uid},", *lines, f"  url = {{{address}}},", "}"]) + "\n"


def _as_one_name(name: str) -> str:
    """Keep an organization in one piece: BibTeX takes "and" for the end of a name."""
    escaped = _escaped(name)
    return f"{{{escaped}}}" if " and " in f" {escaped.lower()} " else escaped


def _escaped(text: str) -> str:
    return BIBTEX_SPECIAL.sub(_escape, one_line(text))


def _escape(match: re.Match[str]) -> str:
    # Braces are counted even behind a backslash, so that one alone would end the field.
    character = match[1]
    named = {"\\": "backslash", "{": "braceleft", "}": "braceright"}
    return rf"\text{named[character]}{{}}" if character in named else f"\\{character}"


def one_line(text: str) -> str:
    """Fold white space, so that no value can begin a field of its own."""
    return " ".join(text.split())
