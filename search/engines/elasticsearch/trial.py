"""A temporary index for judged collections, made, filled and asked as the site's own."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from elasticsearch import helpers

from search.engines.base import TrialDocument
from search.engines.elasticsearch.body import trial_body
from search.engines.elasticsearch.client import client
from search.engines.elasticsearch.documents import texts_document
from search.engines.elasticsearch.mapping import index_body
from search.engines.elasticsearch.presence import fields_of
from search.query import parse


class ElasticsearchTrial:
    """An index under a random name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def add(self, documents: Iterable[TrialDocument]) -> None:
        """Index these."""
        actions = (
            {
                "_index": self.name,
                "_id": document.identifier,
                "_source": texts_document(
                    title=document.title, text=document.text, language=document.language
                ),
            }
            for document in documents
        )
        helpers.bulk(client(), actions)
        client().indices.refresh(index=self.name)

    def search(self, text: str, *, language: str, limit: int) -> list[str]:
        """Return identifiers, best first."""
        fields = fields_of(self.name)
        body = trial_body(parse(text), language=language, fields=fields, limit=limit)
        found = client().search(index=self.name, body=body)
        return [hit["_id"] for hit in found["hits"]["hits"]]


@contextmanager
def open_trial() -> Iterator[ElasticsearchTrial]:
    """Open an empty temporary index; it is dropped at the end."""
    name = f"{settings.CHM_SEARCH_INDEX}-trial-{secrets.token_hex(4)}"
    client().indices.create(index=name, **index_body())
    try:
        yield ElasticsearchTrial(name)
    finally:
        client().indices.delete(index=name)
