"""How far apart two spellings are. Pure."""

LONGEST = 40


def distance(first: str, second: str, *, at_most: int) -> int:
    """Return how many letters must be changed, added, left out or swapped with a neighbour.

    Anything above `at_most` is returned as `at_most + 1`.
    """
    if abs(len(first) - len(second)) > at_most:
        return at_most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, start=1):
        older, before = before, row
        row = [i]
        for j, right in enumerate(second, start=1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == second[j - 2] and first[i - 2] == right:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > at_most:
            return at_most + 1
    return min(row[-1], at_most + 1)


def tolerance(word: str) -> int:
    """Return how many slips a word of this length may have."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def closest(word: str, candidates: set[str], *, limit: int) -> list[str]:
    """Return the candidates within the tolerance, the nearest first, the word itself not."""
    slips = tolerance(word)
    near = [
        (apart, candidate)
        for candidate in candidates
        if candidate != word and (apart := distance(word, candidate, at_most=slips)) <= slips
    ]
    return [candidate for _apart, candidate in sorted(near)[:limit]]
