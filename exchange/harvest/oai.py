"""Answers of OAI-PMH servers (https://www.openarchives.org/OAI/openarchivesprotocol.html).

Records come from ListRecords and GetRecord (decision 0071). The other verbs and error
answers hold none, and are refused with the reason.
"""

from collections.abc import Callable
from functools import partial
from typing import BinaryIO
from urllib.parse import urlsplit

from lxml import etree

from exchange.harvest import datacite, oai_dc
from exchange.harvest.cleaning import MAX_RECORD_TEXT, legal, line, web_address, without_mail
from exchange.harvest.dates import instant
from exchange.harvest.items import (
    MAX_RECORDS,
    Item,
    Place,
    Readings,
    RefusedFileError,
    RefusedRecordError,
    read_record,
)
from exchange.harvest.safe_xml import Elements, children, line_of, local_name, serialised, text_of

OAI = "{http://www.openarchives.org/OAI/2.0/}"
ROOT = f"{OAI}OAI-PMH"
RECORD_VERBS = frozenset({f"{OAI}ListRecords", f"{OAI}GetRecord"})
WITHOUT_RECORDS = {
    f"{OAI}Identify": "describes the server",
    f"{OAI}ListMetadataFormats": "lists formats",
    f"{OAI}ListSets": "lists sets",
    f"{OAI}ListIdentifiers": "lists identifiers without their records",
}
FORMATS: dict[str, Callable[[str, etree._Element], Item]] = {
    "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc": oai_dc.to_item,
    "{http://datacite.org/schema/kernel-4}resource": datacite.to_item,
    "{http://datacite.org/schema/kernel-3}resource": datacite.to_item,
}
MAX_ID = 500
TOMBSTONE_RANK = 9


def read(stream: BinaryIO) -> Readings:
    """Yield the records of an answer, tombstones too; raises RefusedFileError for no answer.

    A broken record is one bad reading; XML that breaks off ends the reading there, what
    came before it stays.
    """
    elements = Elements(stream)
    number = 0
    verb = ""
    for event, element in elements:
        if event == "start":
            verb = verb or _check_start(element)
        elif element.tag == f"{OAI}error":
            raise RefusedFileError(_error(element), Place(line=line_of(element)))
        elif element.tag == f"{OAI}record" and _is_in_list(element):
            number += 1
            if number > MAX_RECORDS:
                raise RefusedFileError(f"The file has more than {MAX_RECORDS:,} records.")
            place = Place(number, line_of(element))
            yield read_record(place, partial(to_item, element))
            elements.forget(element)
    if not verb:
        raise RefusedFileError("The OAI-PMH answer has no records in it.")


def source_of(stream: BinaryIO) -> tuple[str, str]:
    """Return (key, title) of the server that answered, ("", "") when it does not say."""
    for event, element in Elements(stream):
        if event == "end" and element.tag == f"{OAI}request":
            host = urlsplit(web_address(text_of(element).strip())).hostname or ""
            return host, host
        if element.tag in RECORD_VERBS:
            break
    return "", ""


def _is_in_list(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in RECORD_VERBS


def _check_start(element: etree._Element) -> str:
    """Return the verb when `element` opens its records; refuse what is no such answer."""
    if element.getparent() is None and element.tag != ROOT:
        raise RefusedFileError(
            f"This is XML of another kind (its root is {local_name(element)!r}). "
            "Answers of OAI-PMH servers can be imported."
        )
    if element.tag in WITHOUT_RECORDS:
        name = local_name(element)
        raise RefusedFileError(
            f"This OAI-PMH answer ({name}) {WITHOUT_RECORDS[element.tag]}; it holds no records. "
            "Answers to ListRecords and GetRecord can be imported."
        )
    return local_name(element) if element.tag in RECORD_VERBS else ""


def _error(element: etree._Element) -> str:
    code = line(element.get("code"), 60) or "no code"
    text = line(text_of(element), 200)
    detail = f": {text.rstrip('.')}" if text else ""
    return f"The OAI-PMH server answered with an error, {code}{detail}."


def to_item(record: etree._Element) -> Item:
    """Make the item of one `record`; raises RefusedRecordError when it cannot be one.

    A deleted header makes a tombstone even when metadata follow it, as Zenodo sends them.
    """
    header = record.find(f"{OAI}header")
    if header is None:
        raise RefusedRecordError("The record has no header.")
    source_id = legal(text_of(header.find(f"{OAI}identifier"))).strip()
    if not source_id:
        raise RefusedRecordError("The header has no identifier.")
    if len(source_id) > MAX_ID:
        raise RefusedRecordError(f"The identifier has more than {MAX_ID} characters.")
    updated = instant(text_of(header.find(f"{OAI}datestamp")))
    raw = without_mail(legal(serialised(record)))
    if len(raw) > MAX_RECORD_TEXT:
        raise RefusedRecordError(f"{source_id} is larger than {MAX_RECORD_TEXT:,} characters.")
    if header.get("status") == "deleted":
        return Item(source_id=source_id, updated=updated, deleted=True, rank=TOMBSTONE_RANK)
    item = _described(source_id, record)
    facts = dict(item.facts)
    if sets := [text for spec in header.iter(f"{OAI}setSpec") if (text := line(text_of(spec)))]:
        facts["sets"] = sets
    return oai_dc.with_envelope(item, raw=raw, updated=updated, facts=facts)


def _described(source_id: str, record: etree._Element) -> Item:
    metadata = record.find(f"{OAI}metadata")
    description = None if metadata is None else next(children(metadata), None)
    if description is None:
        raise RefusedRecordError(f"{source_id} has no metadata.")
    if description.tag not in FORMATS:
        raise RefusedRecordError(
            f"{source_id} is in the format {description.tag}; oai_dc and datacite can be read."
        )
    item = FORMATS[str(description.tag)](source_id, description)
    if not item.titles:
        raise RefusedRecordError(f"{source_id} has no title.")
    return item
