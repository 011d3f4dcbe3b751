"""Words of sources become terms by key, code or exact label; the rest is kept as words."""

import io
from typing import Any

import pytest

from exchange.harvest.actions import import_file
from records.models import Record
from records.rebuild import rebuild
from tests.factories.exchange import (
    csv_table,
    dublin_core,
    oai_answer,
    oai_record,
    row,
)
from tests.factories.vocabularies import add_alternative, make_scheme, make_term
from vocabularies.models import TermAlias

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def terms() -> None:
    """A few countries and topics."""
    fiji = make_term("countries:FJ", en="Fiji", fr="Fidji")
    TermAlias.objects.create(scheme=make_scheme("countries"), key="FJI", term=fiji)
    make_term("countries:KP", en="Korea (the Democratic People's Republic of)")
    make_term("countries:KR", en="Korea (the Republic of)")
    make_term("countries:GE", en="Georgia")
    marine = make_term("cbd-subjects:CBD-SUBJECT-MAR", en="Marine and coastal biodiversity")
    add_alternative(marine, "fr", "Biodiversité marine et côtière")
    make_term("gbf-targets:GBF-TARGET-03", en="Protect 30 %")


def record_of(**elements: Any) -> Record:
    """The record of one oai_dc description."""
    metadata = dublin_core(title="Mangroves", **elements)
    file = io.BytesIO(oai_answer(oai_record(metadata=metadata)))
    import_file(actor=None, file=file, file_name="file")
    return Record.objects.get()


@pytest.mark.parametrize("text", ["FJ", "fj", "FJI", "Fiji", "FIDJI"])
def test_a_country_is_known_by_code_or_exact_label(text: str):
    record = record_of(coverage=text)

    assert record.countries == ["FJ"]
    assert "places" not in record.facts


def test_a_country_is_never_guessed():
    record = record_of(coverage=["Republic of Korea", "ZZ", "Korea", "South Pacific"])

    assert record.countries == []
    assert record.facts["places"] == ["Republic of Korea", "ZZ", "Korea", "South Pacific"]


def test_a_subject_becomes_a_topic_by_its_exact_label_in_any_language():
    record = record_of(subject=["biodiversite marine et cotiere", "GBF-TARGET-03", "Corals"])

    assert record.terms == ["cbd-subjects:CBD-SUBJECT-MAR", "gbf-targets:GBF-TARGET-03"]
    assert record.facts["keywords"] == ["Corals"]


def test_a_country_as_a_subject_stays_a_word():
    record = record_of(subject=["Georgia", "countries:GE"])

    assert (record.countries, record.terms) == ([], [])
    assert record.facts["keywords"] == ["Georgia", "countries:GE"]


def test_a_label_of_two_terms_of_one_vocabulary_names_neither():
    make_term("cbd-subjects:OTHER", en="Marine and coastal biodiversity")

    record = record_of(subject=["Marine and coastal biodiversity"])

    assert record.terms == []


def test_targets_of_a_table_are_terms():
    file = io.BytesIO(csv_table(row(gbf_targets="3", countries="Fiji")))
    import_file(actor=None, file=file, file_name="file", source_key="ministry")

    record = Record.objects.get()
    assert (record.terms, record.countries) == (["gbf-targets:GBF-TARGET-03"], ["FJ"])


def test_a_vocabulary_that_is_loaded_later_counts_after_a_rebuild():
    record = record_of(coverage="Tonga")
    assert record.countries == []

    make_term("countries:TO", en="Tonga")
    rebuild(restart=True)

    record.refresh_from_db()
    assert record.countries == ["TO"]
