"""A search as RSS 2.0 or Atom: what changed last, as the public may see it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator

from records.citation import authors
from records.models import Record
from records.presentation import url_for
from records.registry import has_kind, kind
from records.representation import absolute
from search.exporting.columns import FORBIDDEN
from vocabularies.labels import labels_for

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class AtomFeed(Atom1Feed):
    """Atom whose entries tell their own language, which may not be the feed's."""

    def item_attributes(self, item: Mapping[str, Any]) -> dict[str, str]:
        """The attributes of an entry."""
        return {"xml:lang": item["language"]}


class RssFeed(Rss201rev2Feed):
    """RSS whose items tell their own language."""

    def rss_attributes(self) -> dict[str, str]:
        """The attributes of the root."""
        return super().rss_attributes() | {"xmlns:dc": DUBLIN_CORE}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write an item."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("dc:language", item["language"])


FEEDS: Mapping[str, type[SyndicationFeed]] = {"rss": RssFeed, "atom": AtomFeed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed as a whole: all addresses are absolute."""

    title: str
    description: str
    page_url: str
    feed_url: str
    language: str


def write_feed(extension: str, channel: Channel, records: Sequence[Record]) -> str:
    """Return the feed as XML. Records come in the order in which they are listed."""
    feed = FEEDS[extension](
        title=plain(channel.title),
        link=channel.page_url,
        description=plain(channel.description),
        language=channel.language,
        feed_url=channel.feed_url,
        feed_guid=channel.feed_url,
    )
    codes = {f"countries:{code}" for record in records for code in record.countries}
    labels = labels_for(codes, channel.language) if codes else {}
    for record in records:
        countries = [str(labels.get(f"countries:{code}", code)) for code in record.countries]
        _add(feed, record, channel.language, countries)
    return feed.writeString("utf-8")


def etag_of(channel: Channel, records: Sequence[Record]) -> str:
    """Name the state of a feed: another one as soon as an entry comes, changes or goes."""
    listed = [f"{record.uid} {record.seq}" for record in records]
    text = "\n".join([channel.title, channel.feed_url, *listed])
    return f'"{hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]}"'


def changed(record: Record) -> datetime:
    """When the record last changed here."""
    return record.datestamp or record.modified or record.created


def plain(text: str) -> str:
    """Return the text without what XML cannot hold: one such character breaks a feed."""
    return FORBIDDEN.sub("", text)


def _add(feed: SyndicationFeed, record: Record, language: str, countries: Sequence[str]) -> None:
    title, title_language = record.text_in("titles", language)
    summary, _summary_language = record.text_in("summaries", language)
    base = settings.WAGTAILADMIN_BASE_URL
    is_atom = isinstance(feed, Atom1Feed)
    issued = datetime.combine(record.issued, time(), UTC) if record.issued else None
    feed.add_item(
        title=plain(title),
        link=absolute(url_for(record, language), base),
        description=plain(summary),
        unique_id=f"{base}/id/{record.uid}",
        unique_id_is_permalink=True,
        # RSS has one date; readers sort by it, and the list is one of changes.
        pubdate=(issued or changed(record)) if is_atom else changed(record),
        updateddate=changed(record),
        author_name=plain("; ".join(authors(record)) or record.publisher) or None,
        categories=[
            plain(str(kind(record.kind).label) if has_kind(record.kind) else record.kind),
            *map(plain, countries),
        ],
        language=title_language or language,
    )
