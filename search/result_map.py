"""The results of a search by country, for the map and its table."""

from dataclasses import dataclass

from search.engines.base import SearchResponse
from search.facets import value_labels
from search.state import ListState

COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class MappedCountry:
    """A country, how many results it has, and the list of them."""

    code: str
    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class ResultMap:
    """Countries by name. `other` is how many more have results and are not listed."""

    countries: tuple[MappedCountry, ...]
    other: int


def map_of(response: SearchResponse, state: ListState, language: str) -> ResultMap:
    """Return the countries of the results; choosing one adds it to the filters.

    The counts are those of the facet: under all other filters, whatever country is chosen.
    """
    facet = response.facets.get(COUNTRY)
    if not facet:
        return ResultMap((), 0)
    labels = value_labels(COUNTRY, [item.value for item in facet.values], language)
    countries = [
        MappedCountry(
            code=item.value,
            label=labels[item.value],
            count=item.count,
            url=f"?{state.adding(COUNTRY, item.value).query_string()}",
        )
        for item in facet.values
    ]
    return ResultMap(tuple(sorted(countries, key=lambda country: country.label)), facet.other)
