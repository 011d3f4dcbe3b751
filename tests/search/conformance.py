"""What every engine promises. Each engine's own test module runs this suite.

A test module imports everything from here and provides the fixture `engine`.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from records import projection
from records.audiences import Viewer
from records.data import Agent, DeletedReason, PartialDate, Period
from records.sequencer import number_changes
from search.engines.base import (
    Engine,
    Facet,
    SearchRequest,
    SearchResponse,
    Segments,
    Sort,
)
from search.query import parse
from tests.factories.files import make_with_file
from tests.factories.records import make_record
from tests.factories.search import KeyHolder
from tests.factories.vocabularies import make_term

Search = Callable[..., SearchResponse]


@pytest.fixture
def search(engine: Engine) -> Search:
    def ask(text: str = "", **options) -> SearchResponse:
        options.setdefault("viewer", Viewer.anonymous())
        options.setdefault("language", "en")
        return engine.search(SearchRequest(query=parse(text), **options))

    return ask


def uids(response: SearchResponse) -> list[uuid.UUID]:
    return [hit.uid for hit in response.hits]


def counts(facet: Facet) -> dict[str, int]:
    return {value.value: value.count for value in facet.values}


def text_of(segments: Segments) -> str:
    return "".join(segment.text for segment in segments)


def marked(segments: Segments) -> list[str]:
    return [segment.text for segment in segments if segment.marked]


# --- Finding ---------------------------------------------------------------------


def test_an_inflected_word_finds_its_other_forms(search):
    record = make_record(titles={"en": "Restoring a mangrove"})
    make_record(titles={"en": "Desert foxes"})

    assert uids(search("mangroves restored")) == [record.uid]


@pytest.mark.parametrize(
    ("language", "title", "query"),
    [
        ("fr", "La protection de l’océan", "océans"),
        ("fr", "Pêche côtière", "peche cotiere"),
        ("es", "Las áreas marinas protegidas", "área marina"),
        ("ru", "Охрана мангровых лесов", "мангровый лес"),
        ("ru", "Зелёные насаждения", "зеленые"),
        ("ar", "حماية المحيطات", "محيط"),
        ("zh-hans", "生物多样性保护", "多样性"),
        ("zh-hans", "保护海洋", "海"),
        ("pt", "Florestas tropicais", "floresta"),
        ("xx", "Vaka ola moana", "moana"),
    ],
)
def test_each_language_is_analysed_as_such(search, language, title, query):
    record = make_record(titles={language: title}, default_language=language)
    make_record(titles={"en": "Something else"})

    assert uids(search(query, language=language)) == [record.uid]


def test_a_label_finds_what_is_written_in_another_language(search):
    make_term("cbd-subjects:FOREST", en="Forests", ar="الغابات", fr="Forêts")
    record = make_record(titles={"en": "Logging report"}, terms=("cbd-subjects:FOREST",))

    assert uids(search("الغابات", language="ar")) == [record.uid]
    assert uids(search("forêt", language="fr")) == [record.uid]


def test_the_label_of_a_broader_term_finds_what_carries_a_narrower_one(search):
    ocean = make_term("cbd-subjects:OCEAN", en="Oceans", fr="Océans")
    make_term("cbd-subjects:REEF", ocean, en="Reefs")
    record = make_record(titles={"en": "A survey"}, terms=("cbd-subjects:REEF",))

    assert uids(search("océans", language="fr")) == [record.uid]


def test_a_changed_label_is_found_at_once(search):
    term = make_term("cbd-subjects:FOREST", en="Forests")
    record = make_record(titles={"en": "Logging report"}, terms=("cbd-subjects:FOREST",))
    label = term.labels.get()
    label.text = "Woodland"
    label.save()

    assert uids(search("woodland")) == [record.uid]


def test_any_word_finds_and_all_words_come_first(search):
    one = make_record(titles={"en": "Coral gardens of the northern islands"})
    both = make_record(titles={"en": "Coral bleaching in gardens of the sea"})

    assert uids(search("coral bleaching")) == [both.uid, one.uid]


def test_a_title_weighs_more_than_the_text(search):
    body = make_record(titles={"en": "Report"}, texts={"en": "It names seagrass once"})
    title = make_record(titles={"en": "Seagrass"}, texts={"en": "It names something once"})

    assert uids(search("seagrass")) == [title.uid, body.uid]


def test_the_readers_language_comes_first(search):
    french = make_record(titles={"fr": "Biodiversité urbaine"}, default_language="fr")
    english = make_record(titles={"en": "Biodiversité urbaine"}, default_language="en")

    assert uids(search("biodiversité", language="en"))[0] == english.uid
    assert uids(search("biodiversité", language="fr"))[0] == french.uid


def test_names_are_found_unstemmed(search):
    record = make_record(agents=(Agent(name="Nandini Rawlings"),))

    assert uids(search("Rawlings")) == [record.uid]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Our national biodiversity strategies and action plans"),
        ("fr", "La SPANB du pays"),
        ("ru", "Национальная стратегия и план действий по сохранению биоразнообразия"),
        ("zh-hans", "国家生物多样性战略和行动计划"),
    ],
)
def test_an_acronym_finds_what_spells_it_out(search, language, title):
    record = make_record(titles={language: title}, default_language=language)
    make_record(titles={"en": "A national action"})

    assert uids(search("NBSAP")) == [record.uid]
    assert uids(search("nbsap", language="ar")) == [record.uid]


def test_a_thing_in_many_languages_counts_once(search):
    record = make_record(titles={"en": "Biodiversity plan", "fr": "Plan biodiversity"})

    response = search("biodiversity")

    assert (uids(response), response.total) == ([record.uid], 1)
    assert counts(response.facets["language"]) == {"en": 1, "fr": 1}


def test_a_phrase_must_be_there(search):
    record = make_record(titles={"en": "Marine protected areas"})
    make_record(titles={"en": "Protected marine species in other areas"})

    assert uids(search('"marine protected areas"')) == [record.uid]


def test_an_exclusion_must_not_be_there(search):
    record = make_record(titles={"en": "Coral reefs"})
    make_record(titles={"en": "Coral fishing"})

    assert uids(search("coral -fishing")) == [record.uid]
    assert uids(search("-fishing")) == [record.uid]


def test_a_title_can_be_asked_for(search):
    record = make_record(titles={"en": "Seagrass"})
    make_record(titles={"en": "Report"}, texts={"en": "About seagrass"})

    assert uids(search("title:seagrass")) == [record.uid]


def test_nothing_typed_lists_everything_newest_first(search):
    old = make_record(issued=PartialDate(date(2001, 1, 1)))
    new = make_record(issued=PartialDate(date(2024, 1, 1)))

    assert uids(search("", sort=Sort.NEWEST)) == [new.uid, old.uid]


def test_a_buried_record_is_gone_at_once(search):
    record = make_record(titles={"en": "Seagrass"})
    projection.bury(record.uid, reason=DeletedReason.WITHDRAWN)

    response = search("seagrass")

    assert (response.total, response.hits) == (0, ())
    assert not any(facet for facet in response.facets.values())


def test_a_rewritten_record_is_found_by_its_new_text_alone(search):
    record = make_record(titles={"en": "Seagrass"})
    make_record(uid=record.uid, titles={"en": "Kelp"})

    assert uids(search("kelp")) == [record.uid]
    assert search("seagrass").total == 0


# --- Narrowing, ordering, paging -------------------------------------------------


def test_facets_are_alternatives_within_and_together_across(search):
    make_record(kind="news", countries=("FJ",))
    make_record(kind="news", countries=("TO",))
    make_record(kind="event", countries=("FJ",))

    response = search("mangroves", filters={"kind": ("news",), "country": ("FJ",)})

    assert response.total == 1
    assert counts(response.facets["kind"]) == {"news": 1, "event": 1}
    assert counts(response.facets["country"]) == {"FJ": 1, "TO": 1}
    assert search("mangroves", filters={"country": ("FJ", "TO")}).total == 3
    assert [value.value for value in response.facets["kind"].values if value.selected] == ["news"]


def test_a_chosen_value_without_matches_is_still_listed(search):
    make_record(kind="news")

    response = search("mangroves", filters={"kind": ("map",)})

    assert response.total == 0
    assert counts(response.facets["kind"]) == {"news": 1, "map": 0}


def test_a_region_holds_what_is_about_its_countries(search):
    oceania = make_term("regions:009", en="Oceania")
    make_term("countries:FJ", oceania, en="Fiji")
    make_term("countries:TO", oceania, en="Tonga")
    both = make_record(countries=("FJ", "TO"))

    response = search("mangroves", filters={"region": ("009",)})

    assert uids(response) == [both.uid]
    assert counts(response.facets["region"]) == {"009": 1}


def test_no_facet_value_is_left_out_silently(search):
    for number in range(205):
        make_record(licence=f"Licence {number:03}")

    facet = search("mangroves").facets["licence"]

    assert len(facet.values) + facet.other == 205


def test_results_can_be_ordered(search):
    first = make_record(
        titles={"en": "Alpha mangroves"},
        issued=PartialDate(date(2010, 1, 1)),
        period=Period(start=datetime(2030, 5, 1, tzinfo=UTC)),
    )
    second = make_record(
        titles={"en": "Beta mangroves"},
        issued=PartialDate(date(2020, 1, 1)),
        period=Period(start=datetime(2029, 5, 1, tzinfo=UTC)),
    )

    assert uids(search("mangroves", sort=Sort.NEWEST)) == [second.uid, first.uid]
    assert uids(search("mangroves", sort=Sort.OLDEST)) == [first.uid, second.uid]
    assert uids(search("mangroves", sort=Sort.TITLE)) == [first.uid, second.uid]
    assert uids(search("mangroves", sort=Sort.START)) == [second.uid, first.uid]


def test_the_last_change_can_come_first(search, engine):
    one = make_record(titles={"en": "Reef one"}, issued=PartialDate(date(2024, 1, 1)))
    two = make_record(titles={"en": "Reef two"}, issued=PartialDate(date(2023, 1, 1)))
    number_changes()
    assert uids(search("reef", sort=Sort.CHANGED)) == [two.uid, one.uid]

    make_record(uid=one.uid, titles={"en": "Reef one, revised"})
    number_changes()

    assert uids(search("reef", sort=Sort.CHANGED)) == [one.uid, two.uid]


def test_pages_hold_each_thing_once(search):
    made = {make_record().uid for _ in range(7)}

    pages = [search("mangroves", page=page, size=3) for page in (1, 2, 3, 4)]

    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert {uid for page in pages for uid in uids(page)} == made
    assert pages[0].pages == 3


# --- What is shown ---------------------------------------------------------------


def test_what_was_found_is_marked_in_segments(search):
    make_record(
        titles={"en": "Mangroves & <b>reefs</b>"},
        summaries={"en": "Where mangrove forests meet the reef."},
    )

    hit = search("mangrove").hits[0]

    assert marked(hit.title) == ["Mangroves"]
    assert text_of(hit.title) == "Mangroves & <b>reefs</b>"
    assert [marked(snippet) for snippet in hit.snippets] == [["mangrove"]]


def test_a_hit_tells_its_language(search):
    make_record(titles={"fr": "Récifs coralliens"}, default_language="fr")

    assert search("récifs", language="en").hits[0].language == "fr"


def test_misspelt_words_find_similar_things_and_a_better_spelling(search):
    record = make_record(titles={"en": "Mangroves of the islands"})

    response = search("mangrovse")

    assert uids(response) == [record.uid]
    assert response.similar
    assert response.did_you_mean == "mangroves"


def test_titles_are_suggested_by_their_beginnings(engine):
    record = make_record(titles={"en": "Mangroves of the outer islands"})

    found = engine.suggest_titles(
        viewer=Viewer.anonymous(), text="outer isl", language="en", limit=8
    )

    assert [(item.record.uid, item.text) for item in found] == [
        (record.uid, "Mangroves of the outer islands")
    ]


# --- In files ---------------------------------------------------------------------


def test_the_text_of_a_file_finds_its_record_and_the_page(search):
    record = make_with_file("About reefs", "The quokkas graze at dusk", "About dunes")
    make_with_file("About nothing")

    response = search("quokka")

    assert uids(response) == [record.uid]
    assert [(place.page, place.title) for place in response.hits[0].passages] == [
        (2, "Annual report")
    ]
    assert marked(response.hits[0].passages[0].text) == ["quokkas"]
    assert response.hits[0].passages[0].url == record.files[0]["url"]


def test_a_file_is_analysed_in_its_language(search):
    record = make_with_file("Les océans et les récifs", language="fr")

    hit = search("océan", language="fr").hits[0]

    assert hit.uid == record.uid
    assert hit.passages[0].language == "fr"


def test_a_text_weighs_more_than_a_file(search):
    for number in range(6):
        make_record(titles={"en": f"Reef {number}"})
    file = make_with_file("It names seagrass once", titles={"en": "Report"})
    make_with_file("Dunes", titles={"en": "Report"})
    make_with_file("Rivers", titles={"en": "Report"})
    text = make_record(titles={"en": "Report"}, texts={"en": "It names seagrass once"})

    assert uids(search("seagrass")) == [text.uid, file.uid]


def test_a_phrase_is_found_in_a_file(search):
    record = make_with_file("The marine protected areas of the north")
    make_with_file("Protected species in other marine areas")

    assert uids(search('"marine protected areas"')) == [record.uid]


def test_an_exclusion_and_a_field_do_not_look_into_files(search):
    record = make_with_file("A word about fishing", titles={"en": "Coral reefs"})

    assert uids(search("coral -fishing")) == [record.uid]
    assert search("title:fishing").total == 0


@pytest.mark.parametrize("keys", [(), ("search-test:1",)])
def test_nothing_tells_of_the_files_of_a_record_without_its_keys(search, engine, keys):
    make_with_file("Zanzibarian quokkas", titles={"en": "Closed"}, container_gate="search-test:1")

    response = search("quokkas", viewer=KeyHolder(keys))

    assert response.total == len(response.hits) == len(keys)
    assert bool(response.facets["kind"]) == bool(keys)
    assert response.did_you_mean == ""


def test_a_file_that_left_its_record_is_not_found(search):
    record = make_with_file("Zanzibarian quokkas", titles={"en": "Report"})
    assert search("quokkas").total == 1

    make_record(uid=record.uid, titles={"en": "Report"}, files=())

    assert search("quokkas").total == 0


# --- Who may know ----------------------------------------------------------------


@pytest.mark.parametrize(
    "gates",
    [
        {"container_gate": "search-test:1"},
        {"restriction_gate": "search-test:2"},
        {"container_gate": "search-test:1", "restriction_gate": "search-test:2"},
    ],
)
@pytest.mark.parametrize("keys", [(), ("search-test:1",), ("search-test:2",)])
def test_nothing_tells_of_a_record_without_its_keys(search, engine, gates, keys):
    make_record(titles={"en": "Zanzibarian quokkas"}, kind="news", countries=("TZ",), **gates)
    make_record(titles={"en": "Open seas"}, kind="event")
    holder = KeyHolder(keys)
    may_see = set(gates.values()) <= set(keys)

    response = search("quokkas", viewer=holder)
    everything = search("", viewer=holder, sort=Sort.NEWEST)
    suggested = engine.suggest_titles(viewer=holder, text="zanz", language="en", limit=8)

    assert response.total == len(response.hits) == may_see
    assert counts(response.facets["country"]) == ({"TZ": 1} if may_see else {})
    assert everything.total == 1 + may_see
    assert counts(everything.facets["kind"]) == {"event": 1} | ({"news": 1} if may_see else {})
    assert len(suggested) == may_see
    assert search("-open", viewer=holder).total == may_see
    assert search("quokkas", viewer=holder, filters={"country": ("TZ",)}).total == may_see
    assert search("quokkass", viewer=holder).total == may_see
    assert search("quokkass", viewer=holder).did_you_mean == ""
    assert engine.did_you_mean(text="zanzibarain", language="en") == ""


def test_a_closing_gate_takes_effect_at_once(search, engine):
    record = make_record(titles={"en": "Zanzibarian quokkas"})
    assert search("quokkas").total == 1

    projection.set_gates([record.uid], restriction_gate="search-test:2")

    assert search("quokkas").total == 0
    assert engine.did_you_mean(text="zanzibarain", language="en") == ""


def test_keys_are_read_anew_for_each_viewer(search):
    make_record(titles={"en": "Quokkas"}, container_gate="search-test:1")

    assert search("quokkas", viewer=KeyHolder(("search-test:1",))).total == 1
    assert search("quokkas", viewer=KeyHolder(())).total == 0
