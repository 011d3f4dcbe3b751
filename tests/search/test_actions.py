"""What the doors call."""

import random
from unittest.mock import ANY

import pytest
from django.core.management import call_command
from django.db import connection

from records.audiences import Viewer
from records.models import Record
from search.actions import SuggestionKind, search, suggest
from search.engines.embedded import writing
from search.models import Document, Entry, IndexRun
from tests.factories.records import make_record
from tests.factories.search import KeyHolder
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db
PUBLIC = Viewer.anonymous()


def test_a_country_can_be_named_in_the_text():
    make_term("countries:FJ", en="Fiji", fr="Fidji")
    record = make_record(countries=("FJ",))
    make_record(countries=("TO",))

    for text in ("country:FJ", "country:fj", "mangroves country:fiji", "country:Fidji"):
        response = search(viewer=PUBLIC, text=text, language="en")
        assert [hit.uid for hit in response.hits] == [record.uid]


def test_an_unknown_order_and_a_wild_page_are_borne():
    make_record()

    response = search(viewer=PUBLIC, text="mangroves", sort="x", page=-3, size=0, language="en")

    assert (response.total, response.page, response.size) == (1, 1, 1)


def test_titles_and_terms_are_suggested():
    make_term("cbd-subjects:MANGROVE", en="Mangroves")
    make_term("cbd-subjects:MANGO", en="Mango trees")
    record = make_record(terms=("cbd-subjects:MANGROVE",))

    found = suggest(viewer=PUBLIC, text="mang", language="en")

    assert [(item.kind, item.text) for item in found] == [
        (SuggestionKind.RECORD, "Mangroves of the outer islands"),
        (SuggestionKind.TERM, "Mangroves"),
    ]
    assert found[0].uid == record.uid
    assert found[1].url.endswith("?topic=MANGROVE")


def test_a_term_that_only_hidden_things_carry_is_not_suggested():
    make_term("cbd-subjects:QUOKKA", en="Quokkas")
    make_record(terms=("cbd-subjects:QUOKKA",), restriction_gate="search-test:1")

    assert suggest(viewer=PUBLIC, text="quok", language="en") == []
    assert suggest(viewer=KeyHolder(["search-test:1"]), text="quok", language="en") == [ANY]


def test_nonsense_is_answered():
    make_record()
    chance = random.Random(3)  # noqa: S311
    pieces = ['"', "-", ":", "*", "(", "NEAR", "AND", "title:", "country:", "'", "\\", "\x00",
              "\u202e", "&", "|", "!", "<->", "%", "海", "شعاب", "reef", "l’eau", "\u0e01", " ",
              "mangroves", "{", "}", "^2"]  # fmt: skip
    for _ in range(300):
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 30)))
        response = search(viewer=PUBLIC, text=text, language=chance.choice(["en", "ar", "zh-hans"]))
        assert response.total in (0, 1)
        suggest(viewer=PUBLIC, text=text, language="en")


@pytest.mark.parametrize("size", [10, 200])
def test_a_search_asks_the_database_a_dozen_times_at_most(size, django_assert_max_num_queries):
    make_term("cbd-subjects:MANGROVE", en="Mangroves")
    for number in range(40):
        make_record(terms=("cbd-subjects:MANGROVE",), countries=("FJ",), kind="news",
                    titles={"en": f"Mangroves {number}"})  # fmt: skip

    options = {"filters": {"kind": ("news",), "country": ("FJ",)}, "size": size, "language": "en"}
    search(viewer=PUBLIC, text="mangroves", **options)

    with django_assert_max_num_queries(12):
        search(viewer=PUBLIC, text='reef mangroves "mangroves" -desert', **options)


def test_rebuilding_brings_the_index_back(capsys):
    made = [make_record() for _ in range(3)]
    writing.remove([record.pk for record in made])
    assert search(viewer=PUBLIC, text="mangroves", language="en").total == 0

    call_command("rebuild_search")
    call_command("rebuild_search")

    assert search(viewer=PUBLIC, text="mangroves", language="en").total == 3
    assert Document.objects.count() == Record.objects.count()
    assert "3 of 3 records" in capsys.readouterr().out


def test_a_stopped_rebuild_goes_on(monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 2)
    made = [make_record() for _ in range(5)]
    steps = writing.rebuild()
    assert next(steps) == 2
    steps.close()

    assert sum(writing.rebuild()) == 3
    assert IndexRun.objects.get().after == made[-1].pk
    assert IndexRun.objects.get().finished


def test_no_analysed_text_outlives_its_entry():
    record = make_record()
    writing.index([record])

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_text")
        assert cursor.fetchone()[0] == Entry.objects.count() == 1


def test_without_the_embedded_index_nothing_is_written(settings):
    settings.CHM_SEARCH_EMBEDDED = False
    make_record()

    assert not Entry.objects.exists()
