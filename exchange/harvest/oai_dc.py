"""Simple Dublin Core as OAI-PMH carries it (oai_dc): fifteen repeatable text elements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from lxml import etree

from exchange.harvest import identifiers, kinds
from exchange.harvest.cleaning import MAX_TITLE, line, lines, plain, web_address
from exchange.harvest.dates import partial_date
from exchange.harvest.identifiers import UNKNOWN_LANGUAGE, language_tag
from exchange.harvest.items import Item
from exchange.harvest.safe_xml import text_of
from records.data import Agent, Identifier, PartialDate, RecordLink

DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RANK = 1
NOTHING = frozenset({"no description provided.", "no description provided"})
ACCESS = "info:eu-repo/semantics/"


def to_item(source_id: str, dc: etree._Element) -> Item:
    """Make the item of one `oai_dc:dc` element; without titles when it has none."""
    language = _language(dc)
    titles = by_language(_all(dc, "title"), language, MAX_TITLE)
    types = list(lines(_texts(dc, "type")))
    rights = lines(_texts(dc, "rights"))
    names = list(_identifiers(dc, source_id))
    return Item(
        source_id=source_id,
        rank=RANK,
        kind=kinds.of_types(types),
        language=language if language in titles else next(iter(titles), language),
        titles=titles,
        summaries=by_language(_all(dc, "description"), language),
        agents=tuple(_agents(dc)),
        publisher=line(next(_texts(dc, "publisher"), "")),
        issued=first_date(_texts(dc, "date")),
        url=address_of(names),
        subjects=lines(_texts(dc, "subject")),
        countries=lines(_texts(dc, "coverage"), 120),
        identifiers=tuple(names),
        links=tuple(_links(dc)),
        licence=licence_of(rights),
        rights_note=rights_note(rights),
        facts=facts_of(types, rights),
    )


def with_envelope(
    item: Item, *, raw: str, updated: datetime | None, facts: Mapping[str, Any]
) -> Item:
    """Add what the OAI-PMH header says."""
    return replace(item, raw=raw, updated=updated, facts=facts)


def _all(dc: etree._Element, name: str) -> Iterator[etree._Element]:
    return dc.iterchildren(f"{DC}{name}")


def _texts(dc: etree._Element, name: str) -> Iterator[str]:
    return (text_of(element) for element in _all(dc, name))


def _language(dc: etree._Element) -> str:
    """The one language that `dc:language` names; several or none are "und"."""
    tags = {language_tag(text) for text in _texts(dc, "language")} - {UNKNOWN_LANGUAGE}
    return tags.pop() if len(tags) == 1 else UNKNOWN_LANGUAGE


def by_language(
    elements: Iterable[etree._Element], language: str, limit: int = 0
) -> dict[str, str]:
    """Collect texts by their xml:lang, or the record's language.

    The first title of a language counts (`limit` is given); descriptions are joined.
    """
    found: dict[str, str] = {}
    for element in elements:
        tag = language_tag(element.get(XML_LANG) or "")
        tag = language if tag == UNKNOWN_LANGUAGE else tag
        text = line(text_of(element), limit) if limit else plain(text_of(element))
        if not text or text.lower() in NOTHING or (limit and tag in found):
            continue
        found[tag] = f"{found[tag]}\n{text}" if tag in found else text
    return found


def _agents(dc: etree._Element) -> Iterator[Agent]:
    for name, role in (("creator", "creator"), ("contributor", "contributor")):
        for text in lines(_texts(dc, name)):
            yield Agent(text, role)


def _identifiers(dc: etree._Element, source_id: str) -> Iterator[Identifier]:
    seen = set()
    for text in (*_texts(dc, "identifier"), source_id):
        found = identifiers.identifier(text)
        if found and found not in seen:
            seen.add(found)
            yield found


def address_of(names: Iterable[Identifier]) -> str:
    """The best address among identifiers: an address as such, else the DOI's."""
    by_scheme: dict[str, str] = {}
    for name in names:
        by_scheme.setdefault(name.scheme, name.value)
    doi = by_scheme.get("doi")
    return by_scheme.get("url") or (f"https://doi.org/{doi}" if doi else "")


def first_date(texts: Iterable[str]) -> PartialDate | None:
    """The first text that is a date."""
    return next((value for text in texts if (value := partial_date(text))), None)


def _links(dc: etree._Element) -> Iterator[RecordLink]:
    for name in ("relation", "source"):
        for text in dict.fromkeys(_texts(dc, name)):
            doi = identifiers.doi(text)
            address = f"https://doi.org/{doi}" if doi else web_address(text)
            if address:
                yield RecordLink(address, tag=name)


def licence_of(rights: Iterable[str]) -> str:
    """The first address of a licence."""
    return next((address for text in rights if (address := identifiers.licence(text))), "")


def rights_note(rights: Iterable[str]) -> str:
    """What the source says about rights in words."""
    words = [text for text in rights if not text.startswith(("http:", "https:", ACCESS))]
    return "\n".join(words)


def facts_of(types: list[str], rights: Iterable[str]) -> dict[str, Any]:
    """The types as the source wrote them, and whether access is open."""
    access = next((text for text in rights if text.startswith(ACCESS)), "")
    facts: dict[str, Any] = {"type": [name.removeprefix(ACCESS) for name in types]}
    facts["access"] = access.removeprefix(ACCESS).removesuffix("Access")
    return {key: value for key, value in facts.items() if value}
