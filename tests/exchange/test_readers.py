"""Crossref, OAI-PMH with oai_dc and with datacite."""

import io
import json
from typing import Any

import pytest

from exchange.harvest import crossref, oai
from exchange.harvest.items import Item, Reading, RefusedFileError, item_from_payload
from records.data import Agent, Identifier, RecordFile, RecordLink
from tests.factories.exchange import (
    OAI_START,
    crossref_answer,
    dublin_core,
    oai_answer,
    oai_record,
    work,
)

SCRIPT = "<script>alert(1)</script>"


def item_of(work_fields: dict[str, Any]) -> Item:
    """The item of one work."""
    (reading,) = crossref.read(io.BytesIO(crossref_answer(work_fields)))
    assert reading.item, reading.reason
    return reading.item


def read_oai(*records: str, **options: Any) -> list[Reading]:
    """The readings of an answer."""
    return list(oai.read(io.BytesIO(oai_answer(*records, **options))))


def dc_item(**elements: Any) -> Item:
    """The item of one oai_dc record."""
    (reading,) = read_oai(oai_record(metadata=dublin_core(**elements)))
    assert reading.item, reading.reason
    return reading.item


def test_a_work_brings_everything_that_a_record_can_hold():
    item = item_of(
        work(
            subtitle=["An atlas"],
            abstract="<jats:title>Abstract</jats:title><jats:p>They <jats:i>grow</jats:i>.</jats:p>",
            funder=[{"name": "Invented Fund"}],
            subject=["Mangroves"],
            license=[{"URL": "https://example.org/tdm"},
                     {"URL": "http://creativecommons.org/licenses/by/4.0/"}],
            link=[{"URL": "https://example.org/1.pdf", "content-type": "application/pdf"}],
            resource={"primary": {"URL": "https://example.org/1"}},
            **{"container-title": ["Journal of Islands"], "volume": "3", "page": "1-9"},
        )
    )  # fmt: skip

    assert item.titles == {"en": "Mangroves of the outer islands: An atlas"}
    assert item.summaries == {"en": "They grow."}
    assert item.agents == (
        Agent("Tavita, Ana", "creator", orcid="0000-0002-1825-0097"),
        Agent("Invented Fund", "funder"),
    )
    assert item.identifiers == (
        Identifier("doi", "10.5555/mangrove.1"), Identifier("issn", "2049-3630"),
    )  # fmt: skip
    assert item.files == (RecordFile("https://example.org/1.pdf", mime="application/pdf"),)
    assert item.links == (RecordLink("https://example.org/1", tag="publisher"),)
    assert item.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert item.facts == {
        "type": "journal-article", "container_title": "Journal of Islands", "volume": "3",
        "pages": "1-9",
    }  # fmt: skip
    assert item.subjects == ("Mangroves",)


def test_a_work_cannot_bring_scripts():
    item = item_of(
        work(
            title=[f"Title {SCRIPT}"], publisher=SCRIPT, URL="javascript:alert(1)",
            link=[{"URL": "data:text/html,x"}], license=[{"URL": "javascript:x"}],
            resource={"primary": {"URL": "javascript:x"}},
        )
    )  # fmt: skip

    assert item.titles == {"en": "Title"}
    assert (item.publisher, item.files, item.links, item.licence) == ("", (), (), "")
    assert item.url == "https://doi.org/10.5555/mangrove.1"


def test_a_language_that_is_not_said_is_unknown():
    assert item_of(work(language=None)).titles == {"und": "Mangroves of the outer islands"}


def test_a_single_work_is_read():
    content = json.dumps({"status": "ok", "message-type": "work", "message": work()}).encode()

    (reading,) = crossref.read(io.BytesIO(content))

    assert reading.item
    assert reading.item.source_id == "10.5555/mangrove.1"


def test_the_message_may_come_before_its_type():
    content = json.dumps({"message": {"items": [work()]}, "message-type": "work-list"}).encode()

    assert len(list(crossref.read(io.BytesIO(content)))) == 1


def test_items_that_are_not_the_answers_items_are_not_read():
    message = {"facets": {"items": [1]}, "items": [work()], "query": {"items": [2]}}
    answer = crossref_answer(message=message, query={"message": {"items": [3]}})

    assert len(list(crossref.read(io.BytesIO(answer)))) == 1


def test_a_mark_at_the_beginning_does_not_matter():
    content = b"\xef\xbb\xbf" + crossref_answer(work())

    assert len(list(crossref.read(io.BytesIO(content)))) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (crossref_answer(**{"message-type": "journal-list"}), "of the kind 'journal-list'"),
        (b'{"a": 1}', "no answer of Crossref"),
        (b"[1, 2]", "no answer of Crossref"),
        (b'{"message-type": "work-list", "message": {}}', "has no works in it"),
        (crossref_answer(**{"message-type": "validation-failure"}), "'validation-failure'"),
        (b'{"message-type": "work-list", ', "ends too early"),
        (b"{'a': 1}", "is broken"),
        (b'{"a": "\xff"}', "is broken"),
    ],
)
def test_other_json_is_refused(content: bytes, reason: str):
    with pytest.raises(RefusedFileError, match=reason):
        list(crossref.read(io.BytesIO(content)))


def test_simple_dublin_core_is_read():
    item = dc_item(
        title="Mangroves", creator=["Tavita, Ana", "Ana"], contributor="Helper",
        description=["&lt;p&gt;One.&lt;/p&gt;", "Two."], publisher="Repository",
        date=["soon", "2024-06"], type="info:eu-repo/semantics/article", language="fra",
        identifier=["https://doi.org/10.5555/X", "https://example.org/1", "local-7"],
        subject=["Mangroves", "Mangroves", "Fiji"], coverage="Fiji",
        rights=["info:eu-repo/semantics/openAccess", "Some rights",
                "https://creativecommons.org/licenses/by/4.0/legalcode"],
        relation=["https://example.org/2", "javascript:alert(1)", "10.5555/y"],
    )  # fmt: skip

    assert (item.kind, item.language) == ("reference-document", "fr")
    assert item.titles == {"fr": "Mangroves"}
    assert item.summaries == {"fr": "One.\nTwo."}
    assert [agent.role for agent in item.agents] == ["creator", "creator", "contributor"]
    assert str(item.issued) == "2024-06"
    assert item.url == "https://example.org/1"
    assert item.subjects == ("Mangroves", "Fiji")
    assert item.countries == ("Fiji",)
    assert item.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert item.rights_note == "Some rights"
    assert [link.url for link in item.links] == [
        "https://example.org/2", "https://doi.org/10.5555/y",
    ]  # fmt: skip
    assert item.facts == {"type": ["article"], "access": "open"}
    assert Identifier("oai", "oai:repository.example.org:1") in item.identifiers


def test_titles_in_several_languages_stay_apart():
    metadata = dublin_core(title="X", language=["eng", "fra"]).replace(
        "<dc:title>X</dc:title>",
        '<dc:title xml:lang="fr">Atlas</dc:title><dc:title xml:lang="en">Atlas E</dc:title>'
        '<dc:title xml:lang="en">Second</dc:title>',
    )

    (reading,) = read_oai(oai_record(metadata=metadata))

    assert reading.item
    assert reading.item.titles == {"fr": "Atlas", "en": "Atlas E"}
    assert reading.item.language == "fr"


def test_a_record_with_two_languages_and_no_mark_is_in_an_unknown_one():
    assert dc_item(title="Mangroves", language=["eng", "fra"]).language == "und"


def test_a_deleted_header_counts_although_metadata_follow():
    (reading,) = read_oai(oai_record(deleted=True))

    assert reading.item
    assert reading.item.deleted
    assert (reading.item.titles, reading.item.raw) == ({}, "")


def test_sets_and_stamp_come_from_the_header():
    record = oai_record().replace("</header>", "<setSpec>openaire</setSpec></header>")

    (reading,) = read_oai(record)

    assert reading.item
    assert reading.item.facts["sets"] == ["openaire"]
    assert str(reading.item.updated) == "2024-07-01 10:00:00+00:00"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("<record/>", "The record has no header."),
        (oai_record(identifier=" "), "The header has no identifier."),
        (oai_record(identifier="x" * 501), "more than 500 characters"),
        ("<record><header><identifier>a</identifier></header></record>", "a has no metadata."),
        (oai_record("a", "<marc/>"), "a is in the format {http://www.openarchives.org/OAI/2.0/}marc"),
        (oai_record("a", dublin_core(creator="b")), "a has no title."),
        (oai_record("a", dublin_core(title="b", description="x" * 1_000_001)), "larger than"),
    ],
)  # fmt: skip
def test_a_bad_record_is_refused_alone(record: str, reason: str):
    good = oai_record("oai:x:2")

    bad, after = read_oai(record, good)

    assert reason in bad.reason
    assert (bad.place.record, bad.place.line) == (1, 6)
    assert after.item


def test_a_single_record_is_read():
    assert read_oai(oai_record(), verb="GetRecord")[0].item


@pytest.mark.parametrize("verb", ["Identify", "ListSets", "ListIdentifiers", "ListMetadataFormats"])
def test_other_verbs_hold_no_records(verb: str):
    with pytest.raises(RefusedFileError, match=rf"This OAI-PMH answer \({verb}\)"):
        read_oai(verb=verb)


def test_an_error_answer_is_told_with_its_code():
    content = f"{OAI_START.format(verb='ListRecords')}<error code='noRecordsMatch'>None.</error></OAI-PMH>".encode()

    with pytest.raises(RefusedFileError, match="with an error, noRecordsMatch: None"):
        list(oai.read(io.BytesIO(content)))


def test_an_answer_without_anything_is_refused():
    with pytest.raises(RefusedFileError, match="has no records in it"):
        list(oai.read(io.BytesIO(f"{OAI_START.format(verb='ListRecords')}</OAI-PMH>".encode())))


def test_an_empty_list_is_no_mistake():
    assert read_oai() == []


def test_comments_and_instructions_in_records_do_not_matter():
    record = oai_record().replace("<metadata>", "<metadata><!-- a --><?b c?>")

    assert read_oai(record)[0].item


DATACITE = """
<resource xmlns="http://datacite.org/schema/kernel-4">
  <identifier identifierType="DOI">10.5555/D1</identifier>
  <creators><creator><creatorName>Tavita, Ana</creatorName>
    <nameIdentifier nameIdentifierScheme="ORCID">0000-0002-1825-0097</nameIdentifier>
  </creator></creators>
  <contributors><contributor><contributorName>Helper</contributorName></contributor></contributors>
  <titles><title>Mangrove map</title><title titleType="Subtitle">Of islands</title></titles>
  <publisher>Repository</publisher><publicationYear>2023</publicationYear>
  <dates><date dateType="Updated">2024-01-01</date><date dateType="Issued">2023-05</date></dates>
  <language>eng</language>
  <resourceType resourceTypeGeneral="Dataset">Map</resourceType>
  <subjects><subject>Mangroves</subject></subjects>
  <geoLocations><geoLocation><geoLocationPlace>Fiji</geoLocationPlace></geoLocation></geoLocations>
  <relatedIdentifiers><relatedIdentifier relationType="IsPartOf">10.5555/d0</relatedIdentifier>
    <relatedIdentifier relationType="Cites">ark:/1</relatedIdentifier></relatedIdentifiers>
  <rightsList><rights rightsURI="https://creativecommons.org/licenses/by/4.0/">CC BY</rights></rightsList>
  <descriptions><description descriptionType="Methods">How.</description>
    <description descriptionType="Abstract">What.</description></descriptions>
</resource>
"""


def test_datacite_is_read():
    (reading,) = read_oai(oai_record(metadata=DATACITE))

    item = reading.item
    assert item
    assert (item.kind, item.language, item.rank) == ("online-source", "en", 2)
    assert item.titles == {"en": "Mangrove map"}
    assert item.summaries == {"en": "What."}
    assert item.agents == (
        Agent("Tavita, Ana", orcid="0000-0002-1825-0097"), Agent("Helper", "contributor"),
    )  # fmt: skip
    assert str(item.issued) == "2023-05"
    assert item.url == "https://doi.org/10.5555/d1"
    assert (item.subjects, item.countries) == (("Mangroves",), ("Fiji",))
    assert item.links == (RecordLink("https://doi.org/10.5555/d0", tag="IsPartOf"),)
    assert (item.licence, item.rights_note) == (
        "https://creativecommons.org/licenses/by/4.0/", "CC BY",
    )  # fmt: skip


def test_a_stored_payload_gives_the_same_item_again():
    (reading,) = read_oai(oai_record(metadata=DATACITE))
    assert reading.item

    again = item_from_payload(reading.item.source_id, reading.item.payload)

    assert again.payload == reading.item.payload
    assert again.content_hash == reading.item.content_hash
