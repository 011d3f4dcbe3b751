"""The persistent identifier and the page of a harvested thing."""

from datetime import UTC, date, datetime

import pytest

from records import projection
from records.data import (
    Agent,
    DeletedReason,
    Identifier,
    Origin,
    PartialDate,
    Precision,
    Provenance,
)
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db

PROVENANCE = Provenance(
    source="zenodo",
    source_title="Zenodo",
    source_id="oai:zenodo.org:1",
    source_url="https://zenodo.example/1",
    fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
)


def make_harvested(**fields):
    return make_record(
        kind="page",
        origin=Origin.HARVESTED,
        provenance=PROVENANCE,
        titles={"en": "Reef survey & {data}"},
        agents=(Agent("Vea, Mele"), Agent("Noa, Ana")),
        publisher="Island Press",
        issued=PartialDate(date(2024, 12, 1), Precision.MONTH),
        identifiers=(Identifier("doi", "10.1234/abc"),),
        **fields,
    )


def test_the_identifier_of_a_page_leads_to_the_page_in_the_readers_language(client):
    record = make_record(urls={"en": "/en/about/", "fr": "/fr/about/"})

    response = client.get(f"/id/{record.uid}", headers={"accept-language": "fr"})

    assert (response.status_code, response["Location"]) == (303, "/fr/about/")


def test_a_page_without_a_translation_keeps_the_readers_prefix(client):
    record = make_record(urls={"en": "/en/about/"})

    response = client.get(f"/id/{record.uid}", headers={"accept-language": "fr"})

    assert response["Location"] == "/fr/about/"


def test_the_identifier_answers_json_to_those_who_accept_it(client):
    record = make_harvested()

    response = client.get(f"/id/{record.uid}", headers={"accept": "application/json"})

    body = response.json()
    assert body["titles"] == {"en": "Reef survey & {data}"}
    assert body["dates"]["issued"] == "2024-12"
    assert body["provenance"]["source_id"] == "oai:zenodo.org:1"


def test_a_record_can_be_cited_in_ris_and_bibtex(client):
    record = make_harvested()

    ris = client.get(f"/id/{record.uid}?format=ris").content.decode()
    bibtex = client.get(f"/id/{record.uid}?format=bibtex").content.decode()

    assert "AU  - Vea, Mele\r\nAU  - Noa, Ana\r\nPY  - 2024\r\n" in ris
    assert "DO  - 10.1234/abc\r\n" in ris
    assert r"title = {Reef survey \& \textbraceleft{}data\textbraceright{}}" in bibtex


def test_an_unknown_format_is_refused_with_the_known_ones(client):
    response = client.get(f"/id/{make_record().uid}?format=docx")

    assert response.status_code == 400
    assert "json, ris, bibtex" in response.json()["error"]


@pytest.mark.parametrize("path", ["/id/{}", "/id/{}?format=json", "/en/records/{}/"])
def test_what_may_not_be_known_is_not_found(client, path):
    hidden = make_record(container_gate="community:12")

    assert client.get(path.format(hidden.uid)).status_code == 404


def test_a_record_that_is_gone_answers_with_its_tombstone(client):
    record = make_record()
    projection.bury(record.uid, reason=DeletedReason.WITHDRAWN)

    response = client.get(f"/id/{record.uid}")

    assert response.status_code == 410
    assert response.json()["deleted_reason"] == "withdrawn"


def test_a_hidden_record_that_is_gone_stays_unknown(client):
    record = make_record(restriction_gate="restriction:3")
    projection.bury(record.uid, reason=DeletedReason.DELETED)

    assert client.get(f"/id/{record.uid}").status_code == 404


def test_a_harvested_record_has_a_page_that_names_its_source(client):
    record = make_harvested()

    page = client.get(f"/en/records/{record.uid}/").content.decode()

    assert "Reef survey &amp; {data}" in page
    assert "Zenodo" in page
    assert "https://doi.org/10.1234/abc" in page
    assert "December 2024" in page


def test_the_page_of_a_record_with_an_address_of_its_own_is_that_address(client):
    record = make_record(urls={"en": "/en/about/"})

    response = client.get(f"/en/records/{record.uid}/")

    assert (response.status_code, response["Location"]) == (302, "/en/about/")
