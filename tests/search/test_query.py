"""The query language."""

import random

import pytest

from search.query import MAX_CHARACTERS, MAX_CLAUSES, Clause, Query, parse


def texts(clauses: tuple[Clause, ...]) -> list[str]:
    return [clause.text for clause in clauses]


def test_words_phrases_exclusions_and_fields_are_told_apart():
    query = parse('coral reefs "marine protected areas" -fishing country:FJ title:island')

    assert texts(query.words) == ["coral", "reefs", "island"]
    assert query.words[-1].field == "title"
    assert texts(query.phrases) == ["marine protected areas"]
    assert texts(query.exclusions) == ["fishing"]
    assert query.fields == (("country", "FJ"),)
    assert query.text == "coral reefs marine protected areas"


def test_a_quoted_value_may_have_spaces():
    assert parse('country:"Papua New Guinea"').fields == (("country", "Papua New Guinea"),)


def test_an_excluded_phrase_stays_one():
    assert parse('-"coral reef"').exclusions == (Clause("coral reef"),)


@pytest.mark.parametrize("text", ["", "   ", '"', '""', "-", "-- ** ()", "\x00", "\u202e\u200f"])
def test_what_says_nothing_is_empty(text):
    assert parse(text).is_empty


def test_an_unbalanced_quote_is_a_space():
    assert texts(parse('coral "reef').words) == ["coral", "reef"]


def test_a_hyphen_within_a_word_excludes_nothing():
    assert parse("by-catch").exclusions == ()


def test_an_unknown_field_is_plain_text():
    assert texts(parse("http://example.org").words) == ["http //example.org"]


def test_typographic_quotes_make_phrases():
    assert texts(parse("«récif corallien» “sea grass”").phrases) == ["récif corallien", "sea grass"]


def test_control_and_direction_marks_disappear():
    assert texts(parse("co\u200fral\x00reef\u202e").words) == ["coral", "reef"]


def test_a_very_long_text_is_cut():
    query = parse("reef " * 2000 + '"' * 101)

    assert len(query.text) <= MAX_CHARACTERS
    assert len(query.words) <= MAX_CLAUSES


def test_no_text_whatever_fails():
    chance = random.Random(5)  # noqa: S311
    pieces = ['"', "-", ":", "title:", "kind:", "\x00", "\u202e", "\ud800", "海", "l’eau", " ",
              "\n", "a", "*", "(", ")", "“", "é", "\u0301", "😀"]  # fmt: skip
    for _ in range(500):
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 60)))
        query = parse(text)
        assert isinstance(query, Query)
        assert "\x00" not in query.text
        assert all(clause.text.strip() for clause in (*query.words, *query.phrases))
