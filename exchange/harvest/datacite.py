"""DataCite's kernel 3 and 4 (https://schema.datacite.org), richer than oai_dc."""

from collections.abc import Iterator

from lxml import etree

from exchange.harvest import identifiers, kinds
from exchange.harvest.cleaning import MAX_TITLE, line, lines, web_address
from exchange.harvest.identifiers import language_tag
from exchange.harvest.items import Item
from exchange.harvest.oai_dc import (
    address_of,
    by_language,
    facts_of,
    first_date,
    licence_of,
    rights_note,
)
from exchange.harvest.safe_xml import text_of
from records.data import Agent, Identifier, PartialDate, RecordLink

RANK = 2


def to_item(source_id: str, resource: etree._Element) -> Item:
    """Make the item of one `resource` element; without titles when it has none."""
    language = language_tag(_text(resource, "language"))
    titles = by_language(_all(resource, "titles/title"), language, MAX_TITLE)
    rights = lines(_rights(resource))
    types = list(lines(_types(resource)))
    names = list(dict.fromkeys(_identifiers(resource, source_id)))
    return Item(
        source_id=source_id,
        rank=RANK,
        kind=kinds.of_types(types),
        language=language if language in titles else next(iter(titles), language),
        titles=titles,
        summaries=by_language(_abstracts(resource), language),
        agents=tuple(_agents(resource)),
        publisher=line(_text(resource, "publisher")),
        issued=_issued(resource),
        url=address_of(names),
        subjects=lines(text_of(one) for one in _all(resource, "subjects/subject")),
        countries=lines(
            (text_of(one) for one in _all(resource, "geoLocations/geoLocation/geoLocationPlace")),
            120,
        ),
        identifiers=tuple(names),
        links=tuple(_links(resource)),
        licence=licence_of(rights),
        rights_note=rights_note(rights),
        facts=facts_of(types, rights),
    )


def _all(resource: etree._Element, path: str) -> Iterator[etree._Element]:
    namespace = etree.QName(resource).namespace
    return resource.iterfind("/".join(f"{{{namespace}}}{name}" for name in path.split("/")))


def _text(resource: etree._Element, path: str) -> str:
    return text_of(next(_all(resource, path), None))


def _types(resource: etree._Element) -> Iterator[str]:
    for element in _all(resource, "resourceType"):
        yield from (element.get("resourceTypeGeneral") or "", text_of(element))


def _abstracts(resource: etree._Element) -> list[etree._Element]:
    descriptions = list(_all(resource, "descriptions/description"))
    return [one for one in descriptions if one.get("descriptionType") == "Abstract"] or descriptions


def _agents(resource: etree._Element) -> Iterator[Agent]:
    for path, name in (
        ("creators/creator", "creatorName"),
        ("contributors/contributor", "contributorName"),
    ):
        for element in _all(resource, path):
            text = line(_text(element, name))
            if text:
                role = "creator" if path.startswith("creators") else "contributor"
                yield Agent(text, role, orcid=_name_of(element, "ORCID"))


def _name_of(element: etree._Element, scheme: str) -> str:
    for name in _all(element, "nameIdentifier"):
        if (name.get("nameIdentifierScheme") or "").upper() == scheme:
            return identifiers.orcid(text_of(name))
    return ""


def _issued(resource: etree._Element) -> PartialDate | None:
    by_type = {one.get("dateType"): text_of(one) for one in _all(resource, "dates/date")}
    return first_date((by_type.get("Issued", ""), _text(resource, "publicationYear")))


def _identifiers(resource: etree._Element, source_id: str) -> Iterator[Identifier]:
    alternates = (
        text_of(one) for one in _all(resource, "alternateIdentifiers/alternateIdentifier")
    )
    for text in (_text(resource, "identifier"), *alternates, source_id):
        if found := identifiers.identifier(text):
            yield found


def _rights(resource: etree._Element) -> Iterator[str]:
    for element in _all(resource, "rightsList/rights"):
        yield from (element.get("rightsURI") or "", text_of(element))


def _links(resource: etree._Element) -> Iterator[RecordLink]:
    for element in _all(resource, "relatedIdentifiers/relatedIdentifier"):
        text = text_of(element)
        doi = identifiers.doi(text)
        address = f"https://doi.org/{doi}" if doi else web_address(text)
        if address:
            yield RecordLink(address, tag=line(element.get("relationType"), 60))
