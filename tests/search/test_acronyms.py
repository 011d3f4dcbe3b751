"""Acronyms of the conventions."""

from search.acronyms import MEANINGS, readings


def test_an_acronym_is_read_in_every_language_but_not_as_itself():
    found = readings("spanb")

    assert ("en", "NBSAP") in found
    assert ("zh", "国家生物多样性战略和行动计划") in found
    assert "SPANB" not in dict(found).values()


def test_an_acronym_of_two_meanings_has_both():
    assert {language for language, form in readings("CDB") if form == "CBD"} == {"en"}
    assert {"fr", "es"} <= {language for language, _form in readings("AMP")}


def test_a_word_has_no_readings():
    assert readings("mangroves") == ()


def test_every_form_is_whole():
    forms = [form for meaning in MEANINGS for own in meaning.values() for form in own]

    assert all(len(form) > 2 for form in forms)
