"""What a reader may like to read, and why (decision 0117).

The score of a thing is the sum of the weights of the interests that it serves, halved for
every fortnight of its age. Nothing is learned about readers: what they said of themselves
is all there is, and the same facts give the same list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from accounts.interests import Interest, interests_of
from accounts.models import User
from experts.kinds import EXPERT
from experts.models import Profile
from records.audiences import Viewer
from records.models import Record
from records.presentation import RecordCard, present
from records.registry import kinds
from search.models import DismissedRecommendation, RecommendationChoice
from vocabularies.hierarchy import with_narrower
from vocabularies.labels import labels_for

HALF_LIFE_DAYS = 14
LENGTH = 5
# Of these, at most; the rest is to read.
MAX_PEOPLE = 2
# How many of the newest are weighed, and terms asked for.
MAX_CANDIDATES = 200
MAX_TERMS = 2000
# Frames of the site, not things to read.
LEFT_OUT = frozenset({"country", "theme", "section", "page", "organization", "post"})


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A thing as a card, and the reason in the reader's language."""

    card: RecordCard
    reason: str


@dataclass(frozen=True, slots=True)
class Recommendations:
    """What is recommended. `has_interests` is false for readers who named none yet."""

    is_on: bool
    has_interests: bool
    items: tuple[Recommendation, ...]


def recommendations_for(viewer: Viewer, user: User, language: str) -> Recommendations:
    """Return the best things for a reader, by what they may see now. At most four queries."""
    by_term = serving(interests_of(user))
    chosen = _best(_candidates(viewer, user, by_term), by_term) if by_term else []
    if not chosen:
        is_on = not _turned_off(user).exists()
        return Recommendations(is_on=is_on, has_interests=bool(by_term), items=())
    reasons = _reasons([interest for _record, interest in chosen], language)
    cards = present([record for record, _interest in chosen], language)
    items = tuple(map(Recommendation, cards, reasons))
    return Recommendations(is_on=True, has_interests=True, items=items)


def _turned_off(user: User) -> QuerySet[RecommendationChoice]:
    return RecommendationChoice.objects.filter(user=user, is_on=False)


def serving(interests: Iterable[Interest]) -> dict[str, list[Interest]]:
    """Map terms, narrower ones too, to the interests that they serve."""
    found: dict[str, list[Interest]] = {}
    for interest in interests:
        for term in sorted(with_narrower([interest.term])):
            if term in found or len(found) < MAX_TERMS:
                found.setdefault(term, []).append(interest)
    return found


def score_of(served: Iterable[Interest], day: date, today: date) -> float:
    """The weights together, halved for every fortnight of age."""
    age = max((today - day).days, 0)
    fresh: float = 0.5 ** (age / HALF_LIFE_DAYS)
    # Rounded, so that the order of the sum does not matter.
    return round(sum(interest.weight for interest in served) * fresh, 9)


def _candidates(viewer: Viewer, user: User, terms: Iterable[str]) -> Iterable[Any]:
    wanted = [kind.key for kind in kinds() if kind.key not in LEFT_OUT]
    own = Profile.objects.filter(user=user).values("uid")
    dismissed = DismissedRecommendation.objects.filter(user=user).values("uid")
    return (
        Record.objects.visible_to(viewer)
        .of_kind(*wanted)
        .in_term(*terms)
        .filter(Q(end=None) | Q(end__gte=timezone.now()), ~Exists(_turned_off(user)))
        .exclude(uid__in=own)
        .exclude(uid__in=dismissed)
        .without_text()
        .annotate(fresh=Coalesce(F("issued"), TruncDate("created")))
        .order_by("-fresh", "-pk")[:MAX_CANDIDATES]
    )


def _best(
    records: Iterable[Any], by_term: Mapping[str, list[Interest]]
) -> list[tuple[Record, Interest]]:
    today = timezone.localdate()
    scored = []
    for record in records:
        served = _served(record, by_term)
        if served:
            score = score_of(served, record.fresh, today)
            best = max(served, key=lambda interest: (interest.weight, interest.term))
            scored.append((-score, str(record.uid), record, best))
    scored.sort(key=lambda row: row[:2])
    chosen: list[tuple[Record, Interest]] = []
    people = 0
    for _score, _uid, record, best in scored:
        people += record.kind == EXPERT
        if record.kind != EXPERT or people <= MAX_PEOPLE:
            chosen.append((record, best))
    return chosen[:LENGTH]


def _served(record: Record, by_term: Mapping[str, list[Interest]]) -> list[Interest]:
    """The interests that a record serves, each once."""
    terms = [*record.terms, *(f"countries:{code}" for code in record.countries)]
    found = dict.fromkeys(interest for term in terms for interest in by_term.get(term, ()))
    return list(found)


def _reasons(interests: Iterable[Interest], language: str) -> list[str]:
    rows = list(interests)
    labels = labels_for({interest.term for interest in rows if not interest.name}, language)
    return [
        str(interest.reason)
        % {"name": interest.name or str(labels.get(interest.term, interest.term))}
        for interest in rows
    ]
