"""How pages become records."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import CaseStudy, Decision
from cms.projectors import build_pages
from records.models import Record
from tests.factories.cms import (
    make_document,
    make_event,
    make_image,
    make_knowledge,
    make_news,
    make_standard_page,
    make_translation,
)

pytestmark = pytest.mark.django_db


def record_of(page):
    return Record.objects.get(uid=page.translation_key)


def test_a_published_page_has_a_record_with_plain_text():
    page = make_standard_page(
        title="Mangroves",
        summary="Roots.",
        body=[
            ("heading", {"text": "Why", "level": "2"}),
            ("paragraph", "<p>They hold&nbsp;the   <b>shore</b>.</p><p>And fish &amp; crabs.</p>"),
        ],
    )

    record = record_of(page)

    assert record.kind == "page"
    assert record.titles == {"en": "Mangroves"}
    assert record.texts == {"en": "Why\nThey hold the shore.\nAnd fish & crabs."}
    assert record.urls == {"en": "/en/mangroves/"}


def test_languages_that_are_live_are_in_the_record():
    page = make_standard_page(title="Mangroves", slug="mangroves")
    make_translation(page, "fr", title="Les mangroves")
    make_translation(page, "es", live=False)

    record = record_of(page)

    assert record.titles == {"en": "Mangroves", "fr": "Les mangroves"}
    assert record.urls == {"en": "/en/mangroves/", "fr": "/fr/mangroves/"}
    assert record.default_language == "en"


def test_terms_countries_and_references_come_from_their_fields():
    cited = make_news()
    page = make_knowledge(
        countries=["countries:FJ"],
        government="WS",
        gbf_targets=["gbf-targets:GBF-TARGET-03"],
        references=[
            ("reference", {"relation": "cites", "record": record_of(cited)}),
        ],
    )

    record = record_of(page)

    assert record.countries == ["FJ", "WS"]
    assert record.terms == ["gbf-targets:GBF-TARGET-03"]
    assert record.references == [{"target": str(cited.translation_key), "relation": "cites"}]
    assert list(Record.objects.citing(cited.translation_key)) == [record]


def test_a_partial_date_keeps_its_precision():
    record = record_of(make_knowledge(published_at="2024-12"))

    assert (str(record.issued), record.issued_precision) == ("2024-12-01", "month")


def test_an_event_takes_place_in_its_own_time_zone():
    record = record_of(make_event(time_zone="Pacific/Fiji"))

    assert record.all_day
    assert record.zone == "Pacific/Fiji"
    assert record.start.isoformat() == "2027-03-02T12:00:00+00:00"


def test_facts_carry_texts_by_language_and_codes_of_choices():
    record = record_of(make_knowledge(Decision, code="15/4", treaty="CBD", status="retired"))

    assert record.facts["code"] == "15/4"
    assert record.facts["treaty"] == {"en": "CBD"}
    assert record.facts["status"]["en"] == "Retired"
    assert record.facts["status_code"] == "retired"


def test_private_fields_are_in_no_part_of_the_record():
    page = make_knowledge(
        sensitivity="traditional-knowledge", notes="SECRET-A", consent_note="SECRET-B"
    )

    stored = {name: str(value) for name, value in vars(record_of(page)).items()}

    assert not [name for name, text in stored.items() if "SECRET" in text]


def test_files_and_pictures_are_paths_of_this_site():
    document = make_document(language="fr")
    page = make_knowledge(
        image=make_image(),
        attachments=[("file", {"document": document, "title": "The report"})],
        links=[("link", {"url": "https://example.org/", "name": "Elsewhere", "language": "en"})],
        people=[("agent", {"name": "Ana", "role": "creator", "orcid": "", "ror": ""})],
    )

    record = record_of(page)

    assert record.image.startswith("/images/")
    assert record.files[0]["url"] == document.url
    assert record.files[0]["language"] == "fr"
    assert record.links[0]["url"] == "https://example.org/"
    assert record.agents[0]["name"] == "Ana"


def queries_for(uids):
    with CaptureQueriesContext(connection) as queries:
        found = build_pages(uids)
    assert len(found) == len(uids)
    return [query["sql"] for query in queries]


def test_projecting_many_pages_costs_as_many_queries_as_projecting_few():
    document = make_document()
    image = make_image()
    pages = [
        make_knowledge(
            CaseStudy,
            image=image,
            attachments=[("file", {"document": document, "title": ""})],
        )
        for _number in range(12)
    ]
    uids = [page.translation_key for page in pages]

    assert len(queries_for(uids[:2])) == len(queries_for(uids))


def test_an_identifier_of_nothing_builds_nothing():
    assert build_pages([uuid.uuid4()]) == {}


def test_traditional_knowledge_is_a_code_and_the_consent_stays_private():
    page = make_knowledge(sensitivity="traditional-knowledge", consent_note="The elders, 2024.")

    record = Record.objects.get(uid=page.translation_key)

    assert record.rights_note == "traditional-knowledge"
    assert "elders" not in str(vars(record))
