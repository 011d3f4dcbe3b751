"""The front page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Page

from cms.maps import MapCountry
from cms.presenting import counts
from cms.presenting.reader import Reader, search_url
from cms.presenting.tallies import tally_for
from records.models import Record
from records.presentation import RecordCard, present
from records.registry import kinds

NEWEST = 4
FEATURED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeDetails:
    """What the front page shows of the rest of the site."""

    featured: list[RecordCard]
    kinds: list[counts.KindCount]
    targets: list[counts.TargetCount]
    countries: list[MapCountry]
    newest_knowledge: list[RecordCard]
    news: list[RecordCard]
    coming_events: list[RecordCard]
    news_url: str
    events_url: str


def home_details(page: Page, reader: Reader) -> HomeDetails:
    """Read the newest, the chosen and the counts."""
    visible = reader.records()
    knowledge = [kind.key for kind in kinds(group="knowledge")]
    coming = visible.of_kind("event").filter(end__gte=timezone.now())
    # The identifiers as they are stored: only what the reader may see is read.
    chosen = [str(block["value"]) for block in page.featured.raw_data if block["value"]]
    featured = {str(each.uid): each for each in visible.filter(uid__in=chosen)} if chosen else {}
    lists: dict[str, Iterable[Record]] = {
        "featured": [featured[uid] for uid in chosen if uid in featured][:FEATURED],
        "newest_knowledge": visible.newest_of(*knowledge, number=NEWEST).without_text(),
        "news": visible.newest_of("news", number=NEWEST).without_text(),
        "coming_events": coming.order_by("start", "pk")[:NEWEST],
    }
    cards = iter(present([record for rows in lists.values() for record in rows], reader.language))
    shown = {name: [next(cards) for _row in rows] for name, rows in lists.items()}
    tally = tally_for(reader.viewer)
    return HomeDetails(
        kinds=counts.of_group(tally.kinds, "knowledge"),
        targets=counts.targets(reader, tally.terms),
        countries=counts.countries(reader, tally.terms),
        news_url=search_url(kind="news"),
        events_url=search_url(kind="event"),
        **shown,
    )
