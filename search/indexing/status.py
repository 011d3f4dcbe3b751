"""How the indexes are: for operators, and for what watches the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from elasticsearch import ApiError, Elasticsearch, TransportError

from records.models import Record
from search.engines.elasticsearch import mapping
from search.engines.elasticsearch.client import client
from search.engines.elasticsearch.overlay import MAX_NARROWED
from search.indexing.indexes import last_number
from search.models import Document, FailedDocument, IndexRun, IndexState, Narrowing, SearchIndex

ASKED_SECONDS = 2
MAY_LAG = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStatus:
    """An index in Elasticsearch. `documents` and `size` (bytes) are None while it is away."""

    index: SearchIndex
    is_compatible: bool
    changes_behind: int
    behind: timedelta
    failed: int
    documents: int | None
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedStatus:
    """The embedded index, which is never behind."""

    documents: int
    records: int
    last_rebuild: datetime | None
    is_rebuilding: bool


def index_statuses() -> list[IndexStatus]:
    """Return the indexes, the searched one first."""
    rows = sorted(
        SearchIndex.objects.order_by("-created"), key=lambda row: row.state != IndexState.LIVE
    )
    figures = _figures()
    last = last_number()
    return [_status(row, figures.get(row.name, {}), last) for row in rows]


def embedded_status() -> EmbeddedStatus:
    """Return how the embedded index is."""
    run = IndexRun.objects.order_by("-pk").first()
    finished = IndexRun.objects.filter(finished__isnull=False).order_by("-pk").first()
    return EmbeddedStatus(
        documents=Document.objects.count(),
        records=Record.objects.live().count(),
        last_rebuild=finished.finished if finished else None,
        is_rebuilding=run is not None and run.finished is None,
    )


def problem() -> str:
    """Return why the embedded index answers or answers differ, in a sentence; or "".

    Asks the database only.
    """
    live = SearchIndex.objects.filter(state=IndexState.LIVE).first()
    if live is None:
        return _("There is no index yet. Run the command rebuild_search.")
    if live.schema != mapping.SCHEMA:
        return _("The software needs a new index. Run the command rebuild_search.")
    if Narrowing.objects.count() > MAX_NARROWED:
        return _("Too many records wait to be hidden, so the embedded index answers.")
    if FailedDocument.objects.filter(index=live).exists():
        return _("The index refuses some records.")
    minutes = _behind(live) // timedelta(minutes=1)
    if minutes < MAY_LAG // timedelta(minutes=1):
        return ""
    return ngettext(
        "The index is %(number)s minute behind.", "The index is %(number)s minutes behind.", minutes
    ) % {"number": minutes}


def nodes_answer(asked: Elasticsearch | None = None) -> bool:
    """Whether some node of the cluster answers soon."""
    elasticsearch = asked or client()
    try:
        elasticsearch.options(request_timeout=ASKED_SECONDS, max_retries=0).info()
    except (ApiError, TransportError):
        return False
    return True


def _figures() -> dict[str, dict[str, Any]]:
    """Return documents and bytes of each index; {} while Elasticsearch is away."""
    if not settings.ELASTICSEARCH_URL:
        return {}
    try:
        answer = (
            client()
            .options(request_timeout=ASKED_SECONDS, max_retries=0)
            .cat.indices(
                index=f"{settings.CHM_SEARCH_INDEX}-*",
                h=["index", "docs.count", "store.size"],
                bytes="b",
                format="json",
            )
        )
    except (ApiError, TransportError):
        return {}
    return {row["index"]: dict(row) for row in answer.body if isinstance(row, dict)}


def _status(index: SearchIndex, figures: dict[str, Any], last: int) -> IndexStatus:
    documents, size = figures.get("docs.count"), figures.get("store.size")
    return IndexStatus(
        index=index,
        is_compatible=index.schema == mapping.SCHEMA,
        changes_behind=max(last - index.position, 0),
        behind=_behind(index),
        failed=FailedDocument.objects.filter(index=index).count(),
        documents=None if documents is None else int(documents),
        size=None if size is None else int(size),
    )


def _behind(index: SearchIndex) -> timedelta:
    """Return for how long the oldest change has waited."""
    waiting = Record.objects.changed_after(index.position).only("datestamp").first()
    if waiting is None or waiting.datestamp is None:
        return timedelta()
    return max(timezone.now() - waiting.datestamp, timedelta())
