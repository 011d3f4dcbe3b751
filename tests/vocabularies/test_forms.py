import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

from tests.factories.vocabularies import make_term
from vocabularies import fields
from vocabularies.forms import TermsField
from vocabularies.tree import tree

pytestmark = pytest.mark.django_db


class TopicsForm(forms.Form):
    topics = TermsField(scheme="topics", required=False)


@pytest.fixture(autouse=True)
def topics():
    sea = make_term("topics:sea", en="Seas", fr="Mers")
    make_term("topics:reefs", sea, en="Coral reefs", fr="Récifs coralliens")
    old = make_term("topics:old", en="Old topic")
    old.deprecated = True
    old.save()


def rendered(initial: list[str]) -> str:
    return str(TopicsForm(initial={"topics": initial})["topics"])


def submitted(*values: str, kept: str = "") -> TopicsForm:
    data = QueryDict(mutable=True)
    data.setlist("topics", list(values))
    data["topics-kept"] = kept
    return TopicsForm(data)


def test_labels_are_in_the_language_of_the_editor():
    with override("fr"):
        html = rendered([])
    assert 'lang="fr" dir="ltr">Récifs coralliens</span>' in html
    assert 'data-words="recifs coralliens coral reefs reefs"' in html


def test_narrower_terms_are_indented_below_their_broader_term():
    assert [(node.key, node.depth) for node in tree("topics", "en")] == [
        ("old", 0), ("sea", 0), ("reefs", 1),
    ]  # fmt: skip
    assert "terms__item--1" in rendered([])


def test_a_deprecated_term_is_offered_only_where_it_was_chosen():
    assert "Old topic" not in rendered(["topics:sea"])
    html = rendered(["topics:old"])
    assert "Old topic" in html
    assert "no longer used" in html


def test_an_unknown_value_stays_and_is_marked():
    html = rendered(["topics:lost"])
    assert "topics:lost" in html
    assert "unknown term" in html
    kept = TopicsForm(initial={"topics": ["topics:lost"]})["topics"]
    token = kept.field.widget.get_context("topics", ["topics:lost"], {})["widget"]["kept"]
    form = submitted("topics:sea", "topics:lost", kept=token)
    assert form.is_valid()
    assert form.cleaned_data["topics"] == ["topics:sea", "topics:lost"]


@pytest.mark.parametrize("kept", ["", "forged", "W10:1abc:def"])
def test_a_value_that_nobody_offered_is_refused_with_its_name(kept):
    form = submitted("topics:nonsense", kept=kept)
    assert "topics:nonsense" in str(form.errors["topics"])


def test_the_answer_is_in_the_order_of_the_vocabulary_without_repeats():
    form = submitted("topics:reefs", "topics:sea", "topics:reefs")
    assert form.is_valid()
    assert form.cleaned_data["topics"] == ["topics:sea", "topics:reefs"]


def test_nothing_chosen_is_an_empty_list():
    form = submitted()
    assert form.is_valid()
    assert form.cleaned_data["topics"] == []


def test_the_model_field_brings_its_form_field_and_survives_a_migration():
    field = fields.TermsField(scheme="topics", verbose_name="Topics")
    assert field.deconstruct()[3]["scheme"] == "topics"
    assert isinstance(field.clone(), fields.TermsField)
    form_field = field.formfield()
    assert isinstance(form_field, TermsField)
    assert form_field.widget.scheme == "topics"
    assert not form_field.required


def test_the_list_costs_nothing_when_it_was_drawn_before(django_assert_num_queries):
    rendered([])
    with django_assert_num_queries(1):
        rendered([])


def test_a_cycle_in_the_data_loses_no_term():
    first = make_term("loop:a", en="A")
    second = make_term("loop:b", first, en="B")
    first.relations.create(target=second, type="broader")
    assert {node.key for node in tree("loop", "en")} == {"a", "b"}
