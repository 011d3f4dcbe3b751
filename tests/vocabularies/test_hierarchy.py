import pytest

from tests.factories.vocabularies import make_term
from vocabularies.hierarchy import find_cycle, with_broader, with_narrower, would_cycle
from vocabularies.models import RelationType, TermAlias, TermRelation

pytestmark = pytest.mark.django_db


@pytest.fixture
def fiji():
    oceania = make_term("regions:009", en="Oceania")
    melanesia = make_term("regions:054", oceania, en="Melanesia")
    sids = make_term("groups:SIDS", en="Small island developing States")
    return make_term("countries:FJ", melanesia, sids, en="Fiji")


@pytest.mark.usefixtures("fiji")
def test_narrower_terms_are_found_at_any_depth_and_across_vocabularies():
    assert with_narrower(["regions:009"]) == {"regions:009", "regions:054", "countries:FJ"}
    assert with_narrower(["groups:SIDS"]) == {"groups:SIDS", "countries:FJ"}


@pytest.mark.usefixtures("fiji")
def test_broader_terms_are_found_over_every_branch():
    assert with_broader(["countries:FJ"]) == {
        "countries:FJ", "regions:054", "regions:009", "groups:SIDS",
    }  # fmt: skip


def test_unknown_identifiers_stand_for_themselves():
    assert with_narrower(["nothing:here"]) == {"nothing:here"}


def test_replaced_terms_and_former_keys_are_found_under_the_term_in_use(fiji):
    old = make_term("countries:FF", en="Fiji Islands")
    old.replaced_by = fiji
    old.save()
    TermAlias.objects.create(term=fiji, key="FIJI", former=True)
    TermAlias.objects.create(term=fiji, key="FJI")
    assert with_narrower(["countries:FJ"]) == {"countries:FJ", "countries:FF", "countries:FIJI"}


def test_a_cycle_in_the_data_does_not_hang(fiji):
    oceania = TermRelation.objects.get(source__key="054").target
    TermRelation.objects.create(source=oceania, target=fiji, type=RelationType.BROADER)
    assert with_broader(["regions:009"]) >= {"regions:009", "regions:054", "countries:FJ"}


@pytest.mark.usefixtures("fiji")
def test_a_term_may_not_be_put_below_itself():
    assert would_cycle("regions:009", "countries:FJ")
    assert would_cycle("regions:009", "regions:009")
    assert not would_cycle("countries:FJ", "regions:009")


def test_a_cycle_among_edges_is_named():
    assert find_cycle({"a": ["b"], "b": ["c"], "c": ["a"]}) in (
        ["a", "b", "c", "a"], ["b", "c", "a", "b"], ["c", "a", "b", "c"],
    )  # fmt: skip
    assert find_cycle({"a": ["b", "c"], "b": ["c"], "c": []}) == []


@pytest.mark.usefixtures("fiji")
def test_the_hierarchy_is_read_once(django_assert_num_queries):
    with django_assert_num_queries(4):
        with_narrower(["regions:009"])
    with django_assert_num_queries(1):
        with_broader(["countries:FJ"])
