"""More like this: what shares rare terms, and rare words of the title (decision 0097).

The index in memory chooses the candidates; the viewer's keys decide which of them come out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import compress, count, islice
from math import log

from records.audiences import Viewer
from records.models import Record
from search.analysis.analyzer import analyse
from search.engines.embedded.columns import IS_SET, Columns, current_columns
from search.engines.embedded.dialect import text_store
from search.engines.embedded.plan import Needle
from search.engines.embedded.stores import Condition

# What sharing a value says, before its rarity. Regions repeat what countries say.
SHARED = {"topic": 1.0, "target": 1.0, "ecosystem": 1.0, "sdg": 0.6, "country": 0.6}
SHARED_WORD = 0.7
SAME_KIND = 0.5
MAX_WORDS = 8
# Of a frequent value the newest are looked at; the best of all are then scored exactly.
LOOKED_AT = 2000
SCORED = 200
# True for every row of the query that it stands in.
ANY = Condition("SELECT entry.record_id", ())


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that documents share: how much it says, and who has it (columns of bits)."""

    weight: float
    bits: int
    finds: bool = True


def similar(record: Record, *, viewer: Viewer, language: str, limit: int) -> list[Record]:
    """Return visible records most like this one, best first, without itself."""
    columns = current_columns()
    own = columns.places.get(record.pk)
    traits = [*_values(own, columns), *_words(record, language, columns)]
    ordered = [columns.records[place] for place in _best(traits, without=own)]
    found: list[Record] = []
    for start in range(0, len(ordered), limit * 2):
        batch = ordered[start : start + limit * 2]
        visible = Record.objects.visible_to(viewer).without_text().in_bulk(batch)
        found += [visible[number] for number in batch if number in visible]
        if len(found) >= limit:
            break
    return found[:limit]


def _values(own: int | None, columns: Columns) -> Iterator[Trait]:
    if own is None:
        return
    for (facet, _value), bits in columns.having.items():
        if facet in SHARED and bits >> own & 1:
            yield Trait(SHARED[facet] * _rarity(bits, columns), bits)
        elif facet == "kind" and bits >> own & 1:
            yield Trait(SAME_KIND, bits, finds=False)


def _words(record: Record, language: str, columns: Columns) -> Iterator[Trait]:
    title, title_language = record.text_in("titles", language)
    words = (token.text for token in analyse(title, title_language) if not token.single)
    for word in list(dict.fromkeys(words))[:MAX_WORDS]:
        having = text_store().matching([(Needle((word,), "title"),)], among=ANY)
        bits = columns.bits(having)
        yield Trait(SHARED_WORD * _rarity(bits, columns), bits)


def _rarity(bits: int, columns: Columns) -> float:
    return log(1 + len(columns.records) / (bits.bit_count() or 1))


def _best(traits: list[Trait], *, without: int | None) -> list[int]:
    """Return the places of the documents that share most, best first, the newest at a tie."""
    rough: dict[int, float] = {}
    for trait in traits:
        if trait.finds:
            for place in _newest(trait.bits):
                rough[place] = rough.get(place, 0.0) + trait.weight
    if without is not None:
        rough.pop(without, None)
    candidates = nlargest(SCORED, rough, key=lambda place: (rough[place], -place))
    exact = {
        place: sum(trait.weight for trait in traits if trait.bits >> place & 1)
        for place in candidates
    }
    return sorted(exact, key=lambda place: (-exact[place], place))


def _newest(bits: int) -> Iterator[int]:
    digits = f"{bits:b}"[::-1].encode()
    return islice(compress(count(), digits.translate(IS_SET)), LOOKED_AT)
