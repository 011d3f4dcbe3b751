import pytest

from tests.factories.vocabularies import add_alternative, make_term
from vocabularies.matcher import match

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    reefs = make_term(
        "topics:reefs", en="Coral reefs", fr="Récifs coralliens", es="Arrecifes de coral",
        ru="Коралловые рифы", ar="الشعاب المرجانية", zh_hans="珊瑚礁",
    )  # fmt: skip
    add_alternative(reefs, "en", "Coral reef")
    make_term("countries:GN", en="Guinea", fr="Guinée")
    make_term("countries:PG", en="Papua New Guinea", fr="Papouasie-Nouvelle-Guinée")


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    "text",
    [
        "CORAL REEFS",
        "restoration of coral-reef in lagoons",
        "recifs coralliens",
        "les Récifs coralliens du Pacifique",
        "arrecifes de coral",
        "коралловые рифы",
        "الشِّعاب المرجانيه",
        "حماية الشعاب المرجانية في المحيط",
        "珊瑚礁",
        "太平洋珊瑚礁恢复项目",
    ],
)
def test_a_text_names_a_term_in_any_language(text):
    assert match(text) == {"topics:reefs"}


@pytest.mark.usefixtures("terms")
def test_the_longest_name_wins():
    assert match("wetlands of Papua New Guinea") == {"countries:PG"}
    assert match("Guinea and Papua New Guinea") == {"countries:GN", "countries:PG"}


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("text", ["", "   ", "…", "coral", "reefs", "reef coral", "珊"])
def test_a_part_of_a_name_is_not_the_name(text):
    assert match(text) == set()


def test_a_name_shared_by_two_terms_gives_both():
    make_term("topics:georgia", en="Georgia")
    make_term("countries:GE", en="Georgia")
    assert match("Georgia") == {"topics:georgia", "countries:GE"}


def test_a_replaced_term_gives_its_successor():
    new, old = make_term("topics:new", en="New"), make_term("topics:old", en="Old name")
    old.replaced_by = new
    old.save()
    assert match("old name") == {"topics:new"}


def test_a_name_of_more_than_five_words_is_found_when_it_is_the_whole_text():
    make_term("topics:abs", en="Access to genetic resources and benefit sharing")
    assert match("access to genetic resources and benefit-sharing") == {"topics:abs"}


@pytest.mark.usefixtures("terms")
def test_a_text_of_any_length_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        match("coral reefs " * 5000)
    with django_assert_num_queries(1):
        match("珊瑚礁" * 5000)
