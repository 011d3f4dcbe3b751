"""How good a ranking is, by judgements made beforehand."""

import math
from collections.abc import Mapping, Sequence

DEPTH = 10


def ndcg(ranked: Sequence[str], judged: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain with gain 2^grade - 1; 1 is the ideal order."""
    ideal = gain(sorted(judged.values(), reverse=True)[:depth])
    got = gain([judged.get(key, 0) for key in ranked[:depth]])
    return got / ideal if ideal else 0.0


def gain(grades: Sequence[int]) -> float:
    """The discounted gain of grades in this order."""
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def coverage(rankings: Sequence[Sequence[str]], everybody: int, depth: int = DEPTH) -> float:
    """The share of people who stand in at least one of the first places."""
    return len({key for ranked in rankings for key in ranked[:depth]}) / everybody
