"""A record as JSON: what "download as JSON" gives and `/id/{uuid}` answers."""

from typing import Any

from records.data import Origin
from records.models import Record

PUBLIC_FIELDS = (
    "kind", "titles", "summaries", "texts", "languages", "terms", "countries", "agents",
    "publisher", "licence", "rights_note", "identifiers", "files", "links", "references",
    "facts",
)  # fmt: skip
# What the fields of `as_json` mean. Relative identifiers are UUIDs below `/id/`.
LINKED_DATA_CONTEXT: dict[str, Any] = {
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "kind": "dcterms:type",
    "titles": {"@id": "schema:name", "@container": "@language"},
    "summaries": {"@id": "schema:description", "@container": "@language"},
    "texts": {"@id": "schema:text", "@container": "@language"},
    "languages": "schema:inLanguage",
    "urls": {"@id": "schema:url", "@container": "@language"},
    "terms": "dcterms:subject",
    "countries": "dcterms:spatial",
    "agents": "schema:contributor",
    "name": "schema:name",
    "role": "schema:roleName",
    "orcid": "schema:identifier",
    "ror": "schema:identifier",
    "publisher": "dcterms:publisher",
    "licence": "dcterms:license",
    "rights_note": "dcterms:rights",
    "identifiers": "schema:identifier",
    "scheme": "schema:propertyID",
    "value": "schema:value",
    "files": "schema:encoding",
    "links": "schema:relatedLink",
    "url": "schema:contentUrl",
    "title": "dcterms:title",
    "mime": "schema:encodingFormat",
    "references": "schema:citation",
    "target": {"@id": "dcterms:references", "@type": "@id"},
    "relation": "schema:additionalType",
    "dates": "@nest",
    "issued": "dcterms:issued",
    "start": {"@id": "schema:startDate", "@type": "xsd:dateTime"},
    "end": {"@id": "schema:endDate", "@type": "xsd:dateTime"},
    "datestamp": {"@id": "dcterms:modified", "@type": "xsd:dateTime"},
    "remark": "rdfs:comment",
}


def as_linked_data(record: Record, base_url: str) -> dict[str, Any]:
    """Return `as_json` as a node of JSON-LD under `LINKED_DATA_CONTEXT`."""
    schema_type = "schema:Event" if record.start else "schema:CreativeWork"
    agents = [{key: value for key, value in agent.items() if value} for agent in record.agents]
    return {"type": schema_type} | as_json(record, base_url) | {"agents": agents}


def as_json(record: Record, base_url: str) -> dict[str, Any]:
    """Return the record as plain JSON values.

    Texts are objects by language, terms are identifiers ("gbf-targets:GBF-TARGET-06"),
    dates carry their precision. Addresses are absolute under `base_url`.
    """
    result: dict[str, Any] = {"id": str(record.uid)}
    result |= {name: getattr(record, name) for name in PUBLIC_FIELDS}
    result["urls"] = {language: absolute(url, base_url) for language, url in record.urls.items()}
    result["files"] = [item | {"url": absolute(item["url"], base_url)} for item in record.files]
    result["dates"] = _dates(record)
    result["origin"] = record.origin
    if record.origin == Origin.HARVESTED:
        result["provenance"] = {
            "source": record.source,
            "source_title": record.source_title,
            "source_id": record.source_id,
            "source_url": record.source_url,
            "source_revision": record.source_revision,
            "source_updated": _iso(record.source_updated),
            "fetched_at": _iso(record.fetched_at),
            "stale_since": _iso(record.stale_since),
        }
    result["datestamp"] = _iso(record.datestamp)
    return result


def tombstone(record: Record) -> dict[str, Any]:
    """Return what may be said of a record that is gone."""
    return {
        "id": str(record.uid),
        "kind": record.kind,
        "deleted_at": _iso(record.deleted_at),
        "deleted_reason": record.deleted_reason,
        "merged_into": str(record.merged_into) if record.merged_into else None,
    }


def absolute(url: str, base_url: str) -> str:
    """Put `base_url` before a path of this site."""
    return f"{base_url}{url}" if url.startswith("/") else url


def _dates(record: Record) -> dict[str, Any]:
    dates: dict[str, Any] = {"modified": _iso(record.modified)}
    if record.issued:
        length = {"year": 4, "month": 7}.get(record.issued_precision, 10)
        dates["issued"] = record.issued.isoformat()[:length]
        dates["issued_precision"] = record.issued_precision
    if record.start:
        dates |= {
            "start": _iso(record.start),
            "end": _iso(record.end),
            "zone": record.zone,
            "all_day": record.all_day,
        }
    return dates


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None
