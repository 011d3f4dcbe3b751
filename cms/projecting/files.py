"""Files, links, people and references of a page, read from stored blocks."""

import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from wagtail.models import CollectionViewRestriction

from cms.models import BasePage, CustomDocument
from records.data import Agent, RecordFile, RecordLink, Reference

FILE_FIELDS = ("attachments", "relevant_documents")


def raw_values(page: BasePage, name: str) -> Iterator[dict[str, Any]]:
    """The stored values of the blocks in a stream field; none when the page has no such field."""
    stream = getattr(page, name, None)
    for child in stream.raw_data if stream is not None else ():
        yield child["value"]


def document_ids(pages: Iterable[BasePage]) -> set[int]:
    """Every document that these pages offer."""
    return {
        int(value["document"])
        for page in pages
        for name in FILE_FIELDS
        for value in raw_values(page, name)
        if value.get("document")
    }


def public_documents(ids: set[int]) -> dict[int, CustomDocument]:
    """The documents that are in no private collection."""
    closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    paths = tuple(closed)
    documents = CustomDocument.objects.filter(pk__in=ids).select_related("collection")
    return {
        document.pk: document
        for document in documents
        if not (paths and document.collection.path.startswith(paths))
    }


def record_files(
    pages: Mapping[str, BasePage], documents: Mapping[int, CustomDocument]
) -> tuple[RecordFile, ...]:
    """The files of all languages, each once."""
    found: dict[int, RecordFile] = {}
    for language, page in pages.items():
        for name in FILE_FIELDS:
            for value in raw_values(page, name):
                document = documents.get(int(value.get("document") or 0))
                if document and document.pk not in found:
                    found[document.pk] = RecordFile(
                        url=document.url,
                        title=value.get("title") or document.title,
                        language=document.language or language,
                        mime=mimetypes.guess_type(document.filename)[0] or "",
                        bytes=document.file_size,
                    )
    return tuple(found.values())


def record_links(pages: Mapping[str, BasePage]) -> tuple[RecordLink, ...]:
    """The links of all languages, each address once."""
    found: dict[str, RecordLink] = {}
    for page in pages.values():
        for value in raw_values(page, "links"):
            url = value.get("url") or ""
            if url and url not in found:
                found[url] = RecordLink(
                    url=url, name=value.get("name") or "", language=value.get("language") or ""
                )
    return tuple(found.values())


def record_agents(page: BasePage) -> tuple[Agent, ...]:
    """The people and organizations of the source page."""
    return tuple(
        Agent(
            name=value["name"],
            role=value.get("role") or "creator",
            orcid=value.get("orcid") or "",
            ror=value.get("ror") or "",
        )
        for value in raw_values(page, "people")
        if value.get("name")
    )


def record_references(page: BasePage) -> tuple[Reference, ...]:
    """What the source page cites."""
    return tuple(
        Reference(target=UUID(value["record"]), relation=value.get("relation") or "related")
        for value in raw_values(page, "references")
        if value.get("record")
    )
