"""The indexes of this site in Elasticsearch: their making, their alias, their end."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from elasticsearch import Elasticsearch, NotFoundError

from records.models import JobLease, Sequence
from search.engines.elasticsearch import mapping
from search.indexing.leases import name_of
from search.indexing.sending import feed_alias
from search.models import IndexState, SearchIndex

# While an index is filled nobody searches it.
WHILE_FILLING = {
    "number_of_replicas": 0,
    "auto_expand_replicas": False,
    "refresh_interval": -1,
}


def last_number() -> int:
    """Return the last number of the change feed."""
    return Sequence.objects.values_list("last_seq", flat=True).first() or 0


def searched_index(client: Elasticsearch) -> str:
    """Return the name of the index behind the alias that searches ask, or ""."""
    try:
        found = client.indices.get_alias(name=settings.CHM_SEARCH_INDEX)
    except NotFoundError:
        return ""
    return next(iter(sorted(found.body)), "")


def create(client: Elasticsearch) -> SearchIndex:
    """Make an empty index that follows the feed from now on."""
    stamp = timezone.now().strftime("%Y%m%d%H%M%S%f")
    row = SearchIndex.objects.create(
        name=f"{settings.CHM_SEARCH_INDEX}-{mapping.SCHEMA[:8]}-{stamp}",
        schema=mapping.SCHEMA,
        state=IndexState.BUILDING,
        position=last_number(),
    )
    ensure(row, client)
    return row


def ensure(index: SearchIndex, client: Elasticsearch) -> None:
    """Make the index of a row, unless it is there: a stop in between does no harm."""
    if client.indices.exists(index=index.name):
        return
    body: dict[str, Any] = mapping.index_body()
    client.indices.create(
        index=index.name,
        settings=body["settings"] | WHILE_FILLING,
        mappings=body["mappings"],
        aliases={feed_alias(index.name): {}},
        timeout="30s",
    )


def make_searchable(index: SearchIndex, client: Elasticsearch) -> None:
    """Give a filled index the settings of a searched one and wait for its copies."""
    usual = mapping.index_body()["settings"]
    wanted = {name: usual.get(name) for name in WHILE_FILLING}
    client.indices.put_settings(index=index.name, settings=wanted)
    client.indices.refresh(index=index.name)
    client.options(request_timeout=70, ignore_status=408).cluster.health(
        index=index.name, wait_for_status="green", timeout="60s"
    )


def drop(index: SearchIndex, client: Elasticsearch) -> None:
    """Remove an index and what is known of it."""
    client.indices.delete(index=index.name, ignore_unavailable=True)
    JobLease.objects.filter(name=name_of(index.name)).delete()
    index.delete()


def point_alias(index: SearchIndex, client: Elasticsearch) -> None:
    """Let searches ask this index, with one call."""
    alias = settings.CHM_SEARCH_INDEX
    client.indices.update_aliases(
        actions=[
            {"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}},
            {"add": {"index": index.name, "alias": alias}},
        ]
    )


def adopt(index: SearchIndex) -> None:
    """Write down which index is searched; the alias in Elasticsearch is what counts."""
    now = timezone.now()
    with transaction.atomic():
        others = SearchIndex.objects.filter(state=IndexState.LIVE).exclude(pk=index.pk)
        others.update(state=IndexState.OLD, switched=now)
        index.state = IndexState.LIVE
        index.switched = now
        index.save(update_fields=["state", "switched"])


def adopt_searched(client: Elasticsearch) -> None:
    """Follow the alias, should a process have died between the swap and its note."""
    searched = searched_index(client)
    index = SearchIndex.objects.filter(name=searched).exclude(state=IndexState.LIVE).first()
    if index is not None:
        adopt(index)
