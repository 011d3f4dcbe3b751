import re

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF, SKOS

from tests.factories.vocabularies import make_scheme, make_term
from vocabularies.models import LabelSource, TermAlias, TermNote

pytestmark = pytest.mark.django_db
SITE_LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh-hans"]


@pytest.fixture
def reefs():
    seas = make_term("topics:seas", en="Seas", fr="Mers")
    reefs = make_term("topics:reefs", seas, en="Coral reefs", ar="الشعاب المرجانية")
    TermNote.objects.create(term=reefs, language="en", text="Ridges built by corals.")
    TermAlias.objects.create(term=reefs, key="REEF-OLD")
    return reefs


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_every_vocabulary_can_be_browsed_in_every_language(client, language):
    listing = client.get(f"/{language}/vocabularies/").content.decode()
    links = re.findall(rf'href="(/{language}/vocabularies/[a-z-]+/)"', listing)
    assert len(set(links)) == 14
    for link in set(links):
        assert client.get(link).status_code == 200


@pytest.mark.usefixtures("shipped")
def test_two_hundred_and_fifty_countries_cost_as_few_queries_as_ten_terms(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        content = client.get("/fr/vocabularies/countries/").content.decode()
    assert "249 " in content
    assert content.index("Afghanistan") < content.index("Égypte") < content.index("Fidji")
    with django_assert_max_num_queries(15):
        client.get("/fr/vocabularies/groups/")


def rows(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<li class="vocabulary-depth-(\d)"><a [^>]*>([^<]*)<', html)


@pytest.mark.usefixtures("shipped")
def test_the_filter_works_without_javascript_in_any_language(client):
    html = client.get("/en/vocabularies/countries/", {"q": "fidji"}).content.decode()
    assert rows(html) == [("0", "Fiji")]
    html = client.get("/en/vocabularies/regions/", {"q": "melanes"}).content.decode()
    assert rows(html) == [("0", "World"), ("1", "Oceania"), ("2", "Melanesia")]
    html = client.get("/en/vocabularies/countries/", {"q": "atlantis\x00<b>"}).content.decode()
    assert rows(html) == []
    assert "No term matches" in html
    assert "<b>" not in html


@pytest.mark.usefixtures("reefs")
def test_a_term_shows_its_labels_with_language_direction_and_source(client):
    html = client.get("/fr/vocabularies/topics/reefs/").content.decode()
    assert '<h1 lang="en" dir="ltr">Coral reefs</h1>' in html
    assert '<span lang="ar" dir="rtl">الشعاب المرجانية</span>' in html
    assert str(LabelSource.LOCAL.label) in html
    assert "Ridges built by corals." in html
    assert 'href="/fr/vocabularies/topics/seas/" lang="fr"' in html
    assert "REEF-OLD" in html


@pytest.mark.usefixtures("reefs")
def test_an_alias_leads_to_the_term_in_use(client):
    response = client.get("/en/vocabularies/topics/REEF-OLD/")
    assert response.status_code == 302
    assert response["Location"] == "/en/vocabularies/topics/reefs/"


@pytest.mark.usefixtures("reefs")
@pytest.mark.parametrize("path", ["topics/none/", "none/", "none/reefs/", "none.ttl"])
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(f"/en/vocabularies/{path}").status_code == 404


def test_a_replaced_term_names_its_successor_and_leaves_the_tree(client, reefs):
    old = make_term("topics:old", en="Old reefs")
    old.deprecated, old.replaced_by = True, reefs
    old.save()
    html = client.get("/en/vocabularies/topics/old/").content.decode()
    assert "replaced by another" in html
    assert 'href="/en/vocabularies/topics/reefs/"' in html
    assert "Old reefs" not in client.get("/en/vocabularies/topics/").content.decode()


@pytest.mark.usefixtures("shipped")
def test_a_country_links_to_its_region_its_group_and_its_records(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        html = client.get("/en/vocabularies/countries/FJ/").content.decode()
    assert "/en/vocabularies/regions/054/" in html
    assert "/en/vocabularies/groups/SIDS/" in html
    assert "/en/search/?country=FJ" in html
    assert "<dd>FJI</dd>" in html
    assert "<dd>242</dd>" in html


def test_an_empty_site_says_so(client):
    make_scheme("empty")
    assert "No vocabulary has been loaded yet" in client.get("/en/vocabularies/").content.decode()


# rdflib 7.6 reads JSON-LD with a class of its own that it deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.usefixtures("reefs")
@pytest.mark.parametrize(
    ("suffix", "format_", "type_"),
    [("ttl", "turtle", "text/turtle"), ("jsonld", "json-ld", "application/ld+json")],
)
def test_a_vocabulary_goes_out_as_skos(client, suffix, format_, type_):
    response = client.get(f"/en/vocabularies/topics.{suffix}")
    assert response["Content-Type"].startswith(type_)
    graph = Graph().parse(data=response.content.decode(), format=format_)
    labels = {
        str(label): label.language
        for label in graph.objects(None, SKOS.prefLabel)
        if isinstance(label, Literal)
    }
    assert labels == {"Seas": "en", "Mers": "fr", "Coral reefs": "en", "الشعاب المرجانية": "ar"}
    assert len(list(graph.subjects(RDF.type, SKOS.Concept))) == 2
    assert len(list(graph.subject_objects(SKOS.broader))) == 1
