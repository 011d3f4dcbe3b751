"""The state of a result page is its address."""

import pytest
from django.http import QueryDict

from search.state import ListState


def read(query: str) -> ListState:
    return ListState.from_query(QueryDict(query))


@pytest.mark.parametrize(
    "query",
    ["", "q=coral+reef", "q=reef&kind=news&kind=event&country=FJ", "kind=news&sort=newest"],
)
def test_writing_the_state_gives_the_address_it_was_read_from(query):
    assert read(query).query_string() == query


def test_unknown_parameters_orders_and_pages_are_left_out():
    state = read("q=reef&colour=blue&sort=random&page=-3&kind=")

    assert state == ListState(text="reef")


@pytest.mark.parametrize("page", ["²", "1e3", "0x10", "999999999999999999999", ""])
def test_a_page_that_is_no_number_is_the_first(page):
    assert read(f"page={page}").page == 1


def test_removing_a_value_keeps_the_others_and_goes_to_the_first_page():
    state = read("q=reef&kind=news&kind=event&country=FJ&page=4")

    assert state.without("kind", "news").query_string() == "q=reef&kind=event&country=FJ"


def test_a_nul_and_an_endless_text_are_cut():
    state = read("q=reef%00" + "x" * 5000)

    assert "\x00" not in state.text
    assert len(state.text) == 1000
