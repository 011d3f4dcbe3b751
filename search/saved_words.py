"""What saved searches mean, in words."""

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from search.alerts import state_of
from search.facets import FACETS, value_labels
from search.models import SavedSearch
from search.result_lists import RESULT_LISTS
from search.state import ListState
from search.tabs import TABS

LONGEST_NAME = 200


def words_for(searches: Sequence[SavedSearch], language: str) -> list[list[str]]:
    """Return a list of chips per search. One look-up per facet for all of them."""
    states = [state_of(search) for search in searches]
    labels = _labels(states, language)
    return [
        _chips(search.place, state, labels) for search, state in zip(searches, states, strict=True)
    ]


def address_of(search: SavedSearch) -> str:
    """Return where the results of a search are, in the reader's language."""
    address = reverse(RESULT_LISTS[search.place].url_name)
    return f"{address}?{QueryDict(search.query).urlencode()}" if search.query else address


def name_for(place: str, state: ListState, language: str) -> str:
    """Suggest a name: what is looked for."""
    return ", ".join(_chips(place, state, _labels([state], language)))[:LONGEST_NAME]


def _labels(states: Sequence[ListState], language: str) -> dict[str, dict[str, str]]:
    labels = {}
    for facet in FACETS:
        values = {value for state in states for value in state.filters.get(facet, ())}
        if values:
            labels[facet] = value_labels(facet, sorted(values), language)
    return labels


def _chips(place: str, state: ListState, labels: dict[str, dict[str, str]]) -> list[str]:
    chips = [_("“%(text)s”") % {"text": state.text}] if state.text else []
    if state.tab:
        chips.append(str(TABS[state.tab].label))
    chips += [labels[key][value] for key, values in state.filters.items() for value in values]
    if not chips or place != "search":
        chips.insert(0, _("Everything") if place == "search" else str(RESULT_LISTS[place].label))
    return chips
