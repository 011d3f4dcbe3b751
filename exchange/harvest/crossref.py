"""Works from Crossref's REST API: a list of works, or one work.

https://github.com/CrossRef/rest-api-doc; the answer names what it holds in `message-type`.
"""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO

from exchange.harvest import identifiers, kinds
from exchange.harvest.cleaning import (
    MAX_RECORD_TEXT,
    MAX_TITLE,
    legal,
    line,
    lines,
    plain,
    web_address,
    without_mail,
)
from exchange.harvest.dates import from_parts, instant
from exchange.harvest.items import (
    MAX_RECORDS,
    Item,
    Place,
    Readings,
    RefusedFileError,
    RefusedRecordError,
    read_record,
)
from exchange.harvest.safe_json import Event, Values, build
from exchange.harvest.sniffing import VOCABULARY_HINT
from records.data import Agent, Identifier, PartialDate, RecordFile, RecordLink

Work = Mapping[str, Any]

DEFAULT_SOURCE = ("crossref", "Crossref")
WORK_LIST = "work-list"
WORK = "work"
ROLES = {"author": "creator", "editor": "editor", "translator": "translator"}
FACTS = {"volume": "volume", "issue": "issue", "page": "pages", "type": "type"}


def read(stream: BinaryIO) -> Readings:
    """Yield the works of an answer; raises RefusedFileError for any other JSON."""
    message_type = _message_type(stream)
    if message_type not in {WORK, WORK_LIST}:
        raise RefusedFileError(_other_kind(message_type))
    values = Values(stream)
    number = 0
    for number, work in enumerate(_works(values, message_type), start=1):
        if number > MAX_RECORDS:
            raise RefusedFileError(f"The file has more than {MAX_RECORDS:,} records.")
        yield read_record(Place(record=number), partial(to_item, work))
        values.count, values.record = 0, number
    if not number and not values.has_list:
        raise RefusedFileError("The answer of Crossref has no works in it (message.items).")


def _message_type(stream: BinaryIO) -> str | None:
    """Return the text of the top `message-type`, None when there is none."""
    key = None
    for depth, event, value in Values(stream):
        if depth == 1 and event == "map_key":
            key = value
        elif depth == 1 and key == "message-type":
            return str(value)
    return None


def _other_kind(message_type: str | None) -> str:
    if message_type is None:
        return (
            "This JSON is no answer of Crossref: it has no message-type. "
            f"Lists of works and single works can be imported. {VOCABULARY_HINT}"
        )
    return (
        f"This is a Crossref answer of the kind {line(message_type, 60)!r}, which holds no "
        "works. Lists of works (work-list) and single works (work) can be imported."
    )


def _works(values: Values, message_type: str) -> Iterator[Any]:
    keys: dict[int, str] = {}
    events: Iterator[Event] = iter(values)
    for depth, event, value in events:
        if event == "map_key":
            keys[depth] = value
        elif depth == 1 and keys.get(1) == "message" and message_type == WORK:
            yield build(events, (depth, event, value))
        elif event == "start_array" and [keys.get(1), keys.get(2), depth] == [
            "message",
            "items",
            2,
        ]:
            values.has_list = True
            yield from _array(events, depth)
        elif event == "start_map":
            keys.pop(depth + 1, None)


def _array(events: Iterator[Event], outside: int) -> Iterator[Any]:
    for depth, event, value in events:
        if event == "end_array" and depth == outside:
            return
        yield build(events, (depth, event, value))


def to_item(work: Any) -> Item:
    """Make the item of one work; raises RefusedRecordError when it cannot be one."""
    if not isinstance(work, dict):
        raise RefusedRecordError("This is no object.")
    doi = identifiers.doi(work.get("DOI"))
    if not doi:
        raise RefusedRecordError("The work has no valid DOI.")
    raw = without_mail(legal(json.dumps(work, ensure_ascii=False)))
    if len(raw) > MAX_RECORD_TEXT:
        raise RefusedRecordError(f"The work is larger than {MAX_RECORD_TEXT:,} characters.")
    language = identifiers.language_tag(work.get("language"))
    title = _title(work)
    if not title:
        raise RefusedRecordError(f"The work {doi} has no title.")
    summary = plain(work.get("abstract")).removeprefix("Abstract\n")
    return Item(
        source_id=doi,
        raw=raw,
        updated=instant(_map(work, "deposited").get("date-time")),
        kind=kinds.of_crossref(line(work.get("type"))),
        language=language,
        titles={language: title},
        summaries={language: summary} if summary else {},
        agents=tuple(_agents(work)),
        publisher=line(work.get("publisher")),
        issued=_issued(work),
        url=web_address(work.get("URL")) or f"https://doi.org/{doi}",
        subjects=lines(_list(work, "subject")),
        identifiers=tuple(_identifiers(work, doi)),
        files=tuple(_files(work)),
        links=tuple(_links(work)),
        licence=_licence(work),
        facts=_facts(work),
    )


def _map(work: Work, key: str) -> dict[str, Any]:
    value = work.get(key)
    return value if isinstance(value, dict) else {}


def _list(work: Work, key: str) -> list[Any]:
    value = work.get(key)
    return value if isinstance(value, list) else []


def _objects(work: Work, key: str) -> Iterator[dict[str, Any]]:
    return (entry for entry in _list(work, key) if isinstance(entry, dict))


def _title(work: Work) -> str:
    titles = lines(_list(work, "title"), MAX_TITLE)
    subtitles = lines(_list(work, "subtitle"), MAX_TITLE)
    if not titles:
        return ""
    subtitle = subtitles[0] if subtitles else ""
    is_new = subtitle and subtitle.lower() not in titles[0].lower()
    return f"{titles[0]}: {subtitle}"[:MAX_TITLE] if is_new else titles[0]


def _agents(work: Work) -> Iterator[Agent]:
    for key, role in ROLES.items():
        for person in _objects(work, key):
            given, family = line(person.get("given")), line(person.get("family"))
            name = ", ".join(filter(None, (family, given))) or line(person.get("name"))
            if name:
                yield Agent(name, role, orcid=identifiers.orcid(person.get("ORCID")))
    for funder in _objects(work, "funder"):
        if name := line(funder.get("name")):
            yield Agent(name, "funder")


def _issued(work: Work) -> PartialDate | None:
    for key in ("issued", "published", "published-online", "published-print"):
        dates = _list(_map(work, key), "date-parts")
        parts = dates[0] if dates and isinstance(dates[0], list) else []
        if parts and all(isinstance(part, int) for part in parts) and (value := from_parts(parts)):
            return value
    return None


def _identifiers(work: Work, doi: str) -> Iterator[Identifier]:
    yield Identifier("doi", doi)
    for key in ("ISSN", "ISBN"):
        for value in lines(_list(work, key)):
            if (found := identifiers.identifier(value)) and found.scheme == key.lower():
                yield found


def _files(work: Work) -> Iterator[RecordFile]:
    seen = set()
    for link in _objects(work, "link"):
        address = web_address(link.get("URL"))
        if address and address not in seen:
            seen.add(address)
            mime = line(link.get("content-type"), 120)
            yield RecordFile(address, mime="" if mime == "unspecified" else mime)


def _links(work: Work) -> Iterator[RecordLink]:
    address = web_address(_map(_map(work, "resource"), "primary").get("URL"))
    if address:
        yield RecordLink(address, tag="publisher")


def _licence(work: Work) -> str:
    addresses = [identifiers.licence(entry.get("URL")) for entry in _objects(work, "license")]
    open_ones = [address for address in addresses if "creativecommons.org" in address]
    return next(iter((*open_ones, *filter(None, addresses))), "")


def _facts(work: Work) -> dict[str, Any]:
    facts = {ours: line(work.get(theirs)) for theirs, ours in FACTS.items()}
    containers = lines(_list(work, "container-title"))
    facts["container_title"] = containers[0] if containers else ""
    return {key: value for key, value in facts.items() if value}
