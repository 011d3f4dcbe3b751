"""How near two topics are: broader and narrower ones count, two steps at most."""

from collections.abc import Iterable, Iterator, Mapping

Edges = Mapping[str, Iterable[str]]

DECAY = 0.6
STEPS = 2


def nearness(topic: str, narrower: Edges, broader: Edges) -> dict[str, float]:
    """Return topic -> 1 for itself, 0.6 for a step, 0.36 for two, within its vocabulary.

    Only straight up or straight down: what merely shares a broader topic is not near.
    """
    found = {topic: 1.0}
    for edges in (narrower, broader):
        for step, near in enumerate(_levels(topic, edges), start=1):
            for term in near:
                found.setdefault(term, DECAY**step)
    return found


def _levels(topic: str, edges: Edges) -> Iterator[set[str]]:
    scheme = topic.partition(":")[0] + ":"
    level = {topic}
    for _step in range(STEPS):
        level = {
            term for below in level for term in edges.get(below, ()) if term.startswith(scheme)
        }
        yield level
