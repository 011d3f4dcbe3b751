"""Text to tokens."""

import pytest

from search.analysis.analyzer import analyse, analyse_plainly
from search.analysis.finding import occurrences


def tokens(text: str, language: str) -> list[str]:
    return [token.text for token in analyse(text, language)]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "The island's mangroves", "island mangrove"),
        ("fr", "L’océan et les îles", "ocean ile"),
        ("es", "Las áreas protegidas", "area protegida"),
        ("ru", "зелёных лесов", "зеленый лес"),
        ("ar", "والمحيطات", "محيط"),
        ("ar", "الأنواع", "انواع"),
        ("it", "dell'acqua", "acqua"),
        ("zh-hans", "（生物）", "生物"),
        ("en", "ＦＵＬＬ width", "full width"),
        ("xx", "VAKA", "vaka"),
    ],
)
def test_forms_of_a_word_become_one_token(language, first, second):
    assert tokens(first, language) == tokens(second, language)


def test_function_words_are_left_out():
    assert tokens("the of and", "en") == []
    assert tokens("le des et", "fr") == []


def test_unspaced_scripts_become_pairs_and_single_characters():
    found = list(analyse("海洋法", "zh-hans"))

    assert [(token.text, token.single) for token in found] == [
        ("海洋", False), ("洋法", False), ("海", True), ("洋", True), ("法", True),
    ]  # fmt: skip


def test_single_characters_leave_out_function_words_and_pairs_keep_them():
    found = list(analyse("海和法", "zh-hans"))

    assert [token.text for token in found] == ["海和", "和法", "海", "法"]


def test_a_character_between_spaces_is_no_part_of_a_pair():
    assert [token.in_run for token in analyse("海 海法", "zh")] == [False, True, True, True]


def test_plain_tokens_keep_their_endings():
    assert [token.text for token in analyse_plainly("Îles de la Société")] == [
        "iles", "de", "la", "societe",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\x00", "\u202e", "'''", "😀", "\u0301", "\ud800"])
@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh-hans", "und", ""])
def test_strange_text_makes_no_tokens_and_no_error(text, language):
    assert tokens(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [("L'océan", "fr", "ocean"), ("والمحيط", "ar", "محيط"), ("Mangroves", "en", "mangrov")],
)
def test_a_token_is_found_where_it_stands(text, language, wanted):
    assert [token.text for token in occurrences(text, language, frozenset({wanted}))] == [wanted]
