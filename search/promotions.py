"""Editor's choice: what editors put on top for a query (decision 0099).

Editors keep promotions in the admin, in Wagtail's own "Promoted search results". A query
matches whatever its case and accents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.contrib.search_promotions.models import SearchPromotion

from records.audiences import Viewer
from records.models import Record
from records.presentation import RecordCard, present
from search.query import clean
from vocabularies.folding import fold

MAX_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """One choice: the card of a page in the reader's language, or a link elsewhere."""

    card: RecordCard | None = None
    title: str = ""
    url: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    uid: UUID | None
    url: str
    title: str
    description: str


def promoted(*, viewer: Viewer, text: str, language: str) -> list[Promotion]:
    """Return what editors chose for this text, in their order, as far as the viewer may see.

    One query without a match, two with one, and labels of countries.
    """
    folded = fold(clean(text))
    rows = _matching(folded) if folded else []
    if not rows:
        return []
    uids = [row.uid for row in rows if row.uid]
    records = list(Record.objects.visible_to(viewer).without_text().filter(uid__in=uids))
    cards = {card.uid: card for card in present(records, language)}
    return list(_promotions(rows, cards))[:MAX_SHOWN]


def _matching(folded: str) -> list[_Row]:
    rows = SearchPromotion.objects.order_by("sort_order", "pk").values_list(
        "query__query_string",
        "page__translation_key",
        "external_link_url",
        "external_link_text",
        "description",
    )
    return [
        _Row(uid, url, title or url, description)
        for query, uid, url, title, description in rows
        if fold(query) == folded
    ]


def _promotions(rows: Iterable[_Row], cards: dict[UUID, RecordCard]) -> Iterable[Promotion]:
    for row in rows:
        if row.uid is None:
            yield Promotion(title=row.title, url=row.url, description=row.description)
        elif row.uid in cards:
            yield Promotion(card=cards[row.uid], description=row.description)
