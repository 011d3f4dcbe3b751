"""Distances between spellings."""

import pytest

from search.spelling import closest, distance


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [("reef", "reef", 0), ("reef", "reaf", 1), ("reef", "ref", 1), ("reef", "rfee", 2),
     ("mangrove", "mangorve", 1), ("reef", "coral", 3)],
)  # fmt: skip
def test_slips_are_counted(first, second, apart):
    assert distance(first, second, at_most=2) == apart


def test_the_nearest_word_comes_first_and_the_word_itself_never():
    assert closest("mangrovs", {"mangrovs", "mangrove", "mangroves", "reef"}, limit=3) == [
        "mangrove",
        "mangroves",
    ]


def test_short_words_are_not_corrected():
    assert closest("sea", {"tea", "see"}, limit=3) == []
