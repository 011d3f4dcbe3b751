"""How many queries a page of results costs, whatever it shows."""

from datetime import date

import pytest
from django.test import Client

from records.data import Origin, PartialDate, Provenance
from tests.factories.cms import make_site
from tests.factories.records import make_record
from tests.factories.vocabularies import make_term
from tests.search.elasticsearch import live_index, own_alias  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db

MOST = 15
TERMS = (
    "countries:FJ", "countries:WS", "regions:009", "gbf-targets:GBF-TARGET-03", "sdgs:SDG-14",
    "ecosystems:MARINE",
)  # fmt: skip
CHOSEN = (
    "kind=case-study&kind=news&country=FJ&country=WS&region=009&topic=OCEAN"
    "&target=GBF-TARGET-03&language=en&source=islands&licence=cc-by&year=2024&year=2025"
)


def make_reefs(number: int) -> None:
    """Records with something in every facet."""
    for index in range(number):
        make_record(
            kind="case-study",
            titles={"en": f"Reef {index}"},
            summaries={"en": "Villages close reefs to fishing for a season."},
            countries=("FJ", "WS"),
            terms=("cbd-subjects:REEF", *TERMS[2:]),
            origin=Origin.HARVESTED,
            provenance=Provenance(source="islands", source_title="Islands portal"),
            licence="cc-by",
            issued=PartialDate(date(2024, 5, 1)),
            urls={"en": f"https://example.org/reef-{index}/"},
        )


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def filled(request: pytest.FixtureRequest) -> int:
    """How many records the site has; its engine knows them."""
    make_site()
    for identifier in TERMS:
        make_term(identifier, en=identifier)
    make_term("cbd-subjects:REEF", make_term("cbd-subjects:OCEAN", en="Oceans"), en="Reefs")
    make_reefs(40)
    if request.param == "elasticsearch":
        request.getfixturevalue("live_index")
    return 40


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=reef", 25),
        ("q=reeef", 25),
        ("q=quokka", 0),
        (f"q=reef&{CHOSEN}", 25),
        (f"q=reef+villages&{CHOSEN}&page=2", 15),
        (f"q=quokka&{CHOSEN}", 0),
    ],
)
def test_a_page_of_results_needs_few_queries(
    client: Client, filled: int, django_assert_max_num_queries, query: str, shown: int
) -> None:
    client.get(f"/en/search/?{query}")

    with django_assert_max_num_queries(MOST):
        response = client.get(f"/en/search/?{query}")

    assert response.content.decode().count('class="row"') == shown
