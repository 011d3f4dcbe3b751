"""The facts beside a record."""

import pytest
from django.utils.translation import override

from records.details import key_facts, tiles
from tests.factories.records import make_record
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db


def values(record, language: str) -> dict[str, list[str]]:
    with override(language):
        return {
            str(fact.term): [str(value.text) for value in fact.values]
            for fact in key_facts(record, language)
        }


def test_a_code_of_rights_is_explained_in_the_readers_language():
    record = make_record(rights_note="traditional-knowledge")

    english = values(record, "en")["Conditions of use"]
    french = values(record, "fr")["Conditions d’utilisation"]

    assert english == ["Traditional knowledge: shared with the consent of its holders"]
    assert french != english


def test_a_sentence_of_the_source_about_rights_is_shown_as_it_stands():
    record = make_record(rights_note="Ask the archive first.")

    assert values(record, "fr")["Conditions d’utilisation"] == ["Ask the archive first."]


def test_facts_without_a_value_are_left_out():
    assert values(make_record(), "en").keys() == {"Languages"}


def test_a_target_is_a_numbered_tile_that_leads_to_its_records():
    make_term("gbf-targets:GBF-TARGET-06", en="Reduce invasive alien species")
    record = make_record(terms=("gbf-targets:GBF-TARGET-06",))

    [tile] = tiles(record, "en")

    assert (tile.number, str(tile.text)) == ("6", "Reduce invasive alien species")
    assert tile.url.endswith("/search/?target=GBF-TARGET-06")


def test_facts_of_many_terms_need_few_queries(django_assert_max_num_queries):
    for number in range(1, 24):
        make_term(f"gbf-targets:GBF-TARGET-{number:02}", en=f"Target {number}")
    record = make_record(terms=tuple(f"gbf-targets:GBF-TARGET-{n:02}" for n in range(1, 24)))

    with django_assert_max_num_queries(3):
        key_facts(record, "en")
