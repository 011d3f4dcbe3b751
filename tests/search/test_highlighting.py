"""Marks in texts."""

from search.engines.base import Segment
from search.highlighting import SNIPPET, highlight, snippets

WANTED = frozenset({"mangrov", "reef"})


def test_the_segments_of_a_title_are_the_title():
    text = "Mangroves & reefs"

    assert highlight(text, "en", WANTED) == (
        Segment("Mangroves", marked=True),
        Segment(" & "),
        Segment("reefs", marked=True),
    )


def test_overlapping_pairs_of_characters_make_one_mark():
    wanted = frozenset({"海洋", "洋法"})

    assert highlight("论海洋法的", "zh-hans", wanted) == (
        Segment("论"),
        Segment("海洋法", marked=True),
        Segment("的"),
    )


def test_snippets_are_short_and_show_different_words():
    text = "Mangrove. " + "Filler words here. " * 40 + "A reef. " + "More filler words. " * 40

    found = snippets(text, "en", WANTED)

    assert len(found) == 2
    assert all(len("".join(part.text for part in snippet)) <= SNIPPET + 2 for snippet in found)
    assert [part.text for snippet in found for part in snippet if part.marked] == [
        "Mangrove",
        "reef",
    ]


def test_without_a_match_there_is_no_snippet():
    assert snippets("Nothing of interest", "en", WANTED) == ()
    assert snippets("Mangroves", "en", frozenset()) == ()
