"""Files of other nodes, written small and in the shape that those nodes send."""

import io
import json
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from exchange.harvest.columns import NAMES

OAI_START = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">\n'
    "<responseDate>2026-08-13T18:18:48Z</responseDate>\n"
    '<request verb="{verb}" metadataPrefix="oai_dc">https://repository.example.org/oai</request>\n'
)
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{elements}</oai_dc:dc>'
)


def work(**fields: Any) -> dict[str, Any]:
    """A work as Crossref describes it."""
    return {
        "DOI": "10.5555/Mangrove.1",
        "type": "journal-article",
        "title": ["Mangroves of the outer islands"],
        "publisher": "Invented University Press",
        "author": [
            {"given": "Ana", "family": "Tavita", "ORCID": "https://orcid.org/0000-0002-1825-0097"}
        ],
        "issued": {"date-parts": [[2024, 6]]},
        "deposited": {"date-time": "2024-07-01T10:00:00Z"},
        "URL": "https://doi.org/10.5555/mangrove.1",
        "ISSN": ["2049-3630"],
        "language": "en",
    } | fields


def crossref_answer(*works: Any, **fields: Any) -> bytes:
    """A list of works."""
    answer = {
        "status": "ok",
        "message-type": "work-list",
        "message-version": "1.0.0",
        "message": {"facets": {}, "total-results": len(works), "items": list(works)},
    } | fields
    return json.dumps(answer).encode()


def dublin_core(**elements: str | list[str]) -> str:
    """An oai_dc element; values are escaped, lists repeat the element."""
    texts = "".join(
        f"<dc:{name}>{escape(value)}</dc:{name}>"
        for name, values in elements.items()
        for value in ([values] if isinstance(values, str) else values)
    )
    return DC.format(elements=texts)


def oai_record(
    identifier: str = "oai:repository.example.org:1",
    metadata: str | None = None,
    *,
    datestamp: str = "2024-07-01T10:00:00Z",
    deleted: bool = False,
) -> str:
    """A record as OAI-PMH servers send it."""
    status = ' status="deleted"' if deleted else ""
    if metadata is None:
        metadata = dublin_core(title="Mangroves", identifier="https://example.org/1", type="Text")
    return (
        f"<record><header{status}><identifier>{identifier}</identifier>"
        f"<datestamp>{datestamp}</datestamp></header>"
        f"<metadata>{metadata}</metadata></record>\n"
    )


def oai_answer(*records: str, verb: str = "ListRecords") -> bytes:
    """An answer of an OAI-PMH server."""
    body = "".join(records)
    return f"{OAI_START.format(verb=verb)}<{verb}>\n{body}</{verb}>\n</OAI-PMH>".encode()


def row(**cells: Any) -> dict[str, Any]:
    """A row of our table."""
    return {
        "id": "doc-1", "kind": "reference-document", "title_en": "Mangrove atlas",
    } | cells  # fmt: skip


def csv_table(*rows: dict[str, Any], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Our table as CSV, with the columns that the rows use."""
    names = [name for name in NAMES if any(name in cells for cells in rows)]
    text = io.StringIO()
    text.write(separator.join(names) + "\r\n")
    for cells in rows:
        values = (str(cells.get(name, "")) for name in names)
        text.write(separator.join(f'"{value}"' for value in values) + "\r\n")
    return text.getvalue().encode(encoding)


def workbook(*rows: dict[str, Any]) -> Workbook:
    """Our table as a workbook, with the columns that the rows use."""
    names = [name for name in NAMES if any(name in cells for cells in rows)]
    book = Workbook()
    sheet: Any = book.active
    sheet.append(names)
    for cells in rows:
        sheet.append([cells.get(name) for name in names])
    return book


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
