import pytest

from vocabularies.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Aires marines PROTÉGÉES", "aires marines protegees"),
        ("  Access and  benefit-sharing ", "access and benefit sharing"),
        ("l’eau", "l eau"),
        ("Зелёные Йогурты", "зеленые иогурты"),
        ("الأنْوَاع الغَازِيَة", "الانواع الغازيه"),
        ("مســـتوى", "مستوي"),
        ("الهدف ٦", "الهدف 6"),
        ("珊瑚礁，恢复", "珊瑚礁 恢复"),
        ("ＣＢＤ", "cbd"),
        ("Straße", "strasse"),
        ("—", ""),
        ("", ""),
    ],
)
def test_case_accents_punctuation_and_spelling_variants_make_no_difference(text, folded):
    assert fold(text) == folded


def test_vowel_signs_that_carry_meaning_stay():
    assert fold("हिन्दी") != fold("हनद")


def test_folding_twice_changes_nothing():
    once = fold("Écosystèmes côtiers: الشُّعَب 珊瑚")
    assert fold(once) == once
