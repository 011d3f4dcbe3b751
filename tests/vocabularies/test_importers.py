"""Files of every format, good and bad. All fixtures are written here."""

import io
import json
from pathlib import Path

import pytest

from vocabularies.importers.formats import parse
from vocabularies.importers.parsed import ParsedScheme, ParsedTerm, VocabularyFileError

TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://example.org/reef/> a skos:ConceptScheme ; dcterms:title "Reefs"@en .
<https://example.org/reef/R> a skos:Concept ; skos:prefLabel "Reefs"@en, "Récifs"@fr ;
    skos:altLabel "Coral"@en ; skos:notation "R" ; skos:definition "Ridges."@en ;
    skos:narrower <https://example.org/reef/R1> .
<https://example.org/reef/R1> a skos:Concept ; skos:prefLabel "礁"@zh-Hans ;
    skos:exactMatch <https://example.com/x> ; skos:related <https://example.org/reef/R2> .
<https://example.org/reef/R2> a skos:Concept ; skos:prefLabel "Atolls"@en ;
    skos:broader <https://example.org/reef/R> .
"""
RDF_XML = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="https://example.org/reef#R">
    <skos:prefLabel xml:lang="ar">شعاب</skos:prefLabel>
  </skos:Concept>
</rdf:RDF>
"""
BOMB = """<?xml version="1.0"?>
<!DOCTYPE rdf [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&c;</rdf:RDF>
"""
EXTERNAL = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF SYSTEM "file:///etc/passwd">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>
"""


class Upload(io.BytesIO):
    """A file with a name that is not on the disk."""

    def __init__(self, name: str, content: str | bytes) -> None:
        super().__init__(content.encode() if isinstance(content, str) else content)
        self.name = name


def read(name: str, content: str | bytes, scheme: str = "topics") -> ParsedScheme:
    return parse(Upload(name, content), scheme=scheme)


def by_key(parsed: ParsedScheme) -> dict[str, ParsedTerm]:
    return {term.key: term for term in parsed.terms}


def labels(term: ParsedTerm) -> set[tuple[str, str, str]]:
    return {(label.language, label.kind, label.text) for label in term.labels}


def test_turtle_gives_labels_hierarchy_relations_and_matches():
    parsed = read("reef.ttl", TURTLE)
    terms = by_key(parsed)
    assert labels(terms["R"]) == {
        ("en", "preferred", "Reefs"), ("fr", "preferred", "Récifs"), ("en", "alternative", "Coral"),
    }  # fmt: skip
    assert terms["R"].definitions == {"en": "Ridges."}
    assert terms["R"].notation == "R"
    assert (terms["R1"].broader, terms["R2"].broader) == (("R",), ("R",))
    assert (terms["R1"].related, terms["R2"].related) == (("R2",), ("R1",))
    assert labels(terms["R1"]) == {("zh-hans", "preferred", "礁")}
    assert terms["R1"].matches == (("exactMatch", "https://example.com/x"),)
    assert parsed.titles == {"en": "Reefs"}


def test_rdf_xml_is_the_same_vocabulary_in_another_notation():
    assert labels(by_key(read("reef.rdf", RDF_XML))["R"]) == {("ar", "preferred", "شعاب")}


def test_the_thesaurus_of_the_cbd():
    record = {
        "termId": 9, "identifier": "CBD-SUBJECT-X", "name": "Old style name",
        "title": {"en": "A long title", "zh": "标题"}, "shortTitle": {"en": "Title"},
        "longDescription": {"en": "What it is.\nIn two lines."}, "broaderTerms": ["CBD-SUBJECT"],
        "relatedTerms": [{"identifier": "CBD-SUBJECT-Y"}], "nonPreferedTerms": ["OLD-X"],
    }  # fmt: skip
    term = read("terms.json", json.dumps([record])).terms[0]
    assert labels(term) == {
        ("en", "preferred", "Title"), ("zh-hans", "preferred", "标题"),
        ("en", "alternative", "A long title"), ("en", "alternative", "Old style name"),
    }  # fmt: skip
    assert term.definitions == {"en": "What it is. In two lines."}
    assert (term.broader, term.related, term.aliases) == (
        ("CBD-SUBJECT",), ("CBD-SUBJECT-Y",), ("OLD-X",),
    )  # fmt: skip


def test_labels_that_a_machine_made_are_marked_so():
    domains = {"SUSTAINABLE-DEVELOPMENT-GOALS": {"G": {"label": {"en": "Goal", "fr": "But"}}}}
    term = read("terms.json", json.dumps(domains), scheme="sdgs").terms[0]
    assert {label.language: label.source for label in term.labels} == {
        "en": "official", "fr": "machine",
    }  # fmt: skip


def test_lists_in_an_object_are_chosen_by_the_vocabulary():
    content = json.dumps({
        "goals": [{"identifier": "GOAL-A", "code": "A", "title": {"en": "Protect"}}],
        "targets": [{"identifier": "TARGET-1", "code": "1", "title": {"en": "Plan"}}],
    })  # fmt: skip
    assert [term.key for term in read("gbf.json", content, scheme="gbf-goals").terms] == ["GOAL-A"]
    assert [t.key for t in read("gbf.json", content, scheme="gbf-targets").terms] == ["TARGET-1"]


def test_names_by_key():
    content = json.dumps({"schemas": {"nbsap": "National strategy"}, "realms": ["CHM"]})
    assert labels(read("schemas.json", content).terms[0]) == {
        ("en", "preferred", "National strategy")
    }


def test_a_crosswalk_relates_terms_of_several_vocabularies():
    content = json.dumps({"TARGET-1": {"aichi": ["A-5"], "subjects": [], "sdgs": ["SDG-14"]}})
    assert read("crosswalk.json", content).terms[0].related == ("aichi-targets:A-5", "sdgs:SDG-14")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_our_own_table(separator, encoding):
    lines = [
        ["key", "notation", "broader", "aliases", "label_en", "label_fr", "alt_en", "fact_code"],
        ["SEA", "1", "", "OLD|OLDER", "Sea", "Mér", "Seas|Ocean", "77"],
        ["REEF", "2", "SEA", "", "Reef", "Récif", "", ""],
    ]
    content = "\r\n".join(separator.join(line) for line in lines).encode(encoding)
    terms = by_key(read("terms.csv", content))
    assert labels(terms["SEA"]) == {
        ("en", "preferred", "Sea"), ("fr", "preferred", "Mér"), ("en", "alternative", "Seas"),
        ("en", "alternative", "Ocean"),
    }  # fmt: skip
    assert terms["SEA"].aliases == ("OLD", "OLDER")
    assert terms["SEA"].facts == {"code": "77"}
    assert terms["REEF"].broader == ("SEA",)


def test_tables_of_leaves_give_each_region_once():
    header = (
        "Global Code,Global Name,Region Code,Region Name,Sub-region Code,Sub-region Name,"
        "Intermediate Region Code,Intermediate Region Name,Country or Area,M49 Code,ISO-alpha2 Code"
    )
    rows = [
        "001,Monde,009,Océanie,054,Mélanésie,,,Fidji,242,FJ",
        "001,Monde,009,L’Océanie,057,Micronésie,,,Guam,316,GU",
    ]
    terms = by_key(read("UNSD-fr.csv", "\n".join([header, *rows]), scheme="regions"))
    assert set(terms) == {"001", "009", "054", "057"}
    assert labels(terms["009"]) == {
        ("fr", "preferred", "Océanie"), ("fr", "alternative", "L’Océanie"),
    }  # fmt: skip
    assert terms["054"].broader == ("009",)


def test_the_goals_of_one_language():
    content = "14-short: Vie aquatique\n14-title: Conserver les océans,\n  les mers\n"
    term = read("global_goals-fr.yml", content, scheme="sdgs").terms[0]
    assert term.key == "SDG-GOAL-14"
    assert labels(term) == {
        ("fr", "preferred", "Vie aquatique"),
        ("fr", "alternative", "Conserver les océans, les mers"),
    }


HEADER = "key,label_en\n"
NESTED_JSON = "[" * 200_000
NESTED_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' + "<a>" * 60_000
PREFIX = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
CONCEPT = "<https://example.org/a> a skos:Concept"


@pytest.mark.parametrize(
    ("name", "content", "where", "reason"),
    [
        ("a.ttl", "", "", "empty"),
        ("a.ttl", "this is prose", "line 1", "not Turtle"),
        ("a.ttl", f"{PREFIX}\n{CONCEPT} ; skos:prefLabel \"x", "", "Quote expected"),
        ("a.ttl", f"{PREFIX}{'( ' * 50_000}", "", "nested too deeply|not Turtle"),
        ("a.ttl", f"{PREFIX}{CONCEPT} .", "<https://example.org/a>", "no preferred label"),
        ("a.ttl", f'{PREFIX}{CONCEPT} ; skos:prefLabel "a"@en, "b"@en .', "example", "two preferred"),
        ("a.ttl", PREFIX, "", "no terms"),
        ("a.ttl", f'{PREFIX}{CONCEPT} ; skos:prefLabel "{"x" * 501}"@en .', "example", "longer than"),
        ("a.rdf", BOMB, "", "document type declarations"),
        ("a.rdf", BOMB.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"), "", "document type"),
        ("a.xml", EXTERNAL, "", "document type declarations"),
        ("a.rdf", NESTED_XML, "line 1", "not XML"),
        ("a.rdf", "<html><body>", "line 1", "not XML"),
        ("a.xml", "<html/>", "", "<html>, not RDF"),
        ("a.rdf", RDF_XML[:200], "line", "not XML"),
        ("a.rdf", RDF_XML.replace("شعاب", "\x01"), "line 5", "not XML"),
        ("a.json", "{", "line 1", "not JSON"),
        ("a.json", '[\n{"identifier": "a", "title": {"en": "A"}},\n]', "line 3", "not JSON"),
        ("a.json", NESTED_JSON, "", "nested too deeply"),
        ("a.json", '{"some": "thing"}', "", "none of the known shapes"),
        ("a.json", "NaN", "", "NaN is not JSON"),
        ("a.json", '["a"]', "record 1", "an object was expected"),
        ("a.json", '[{"identifier": "a"}]', "record 1", "no title"),
        ("a.json", '[{"title": {"en": "A"}}]', "record 1", "key is missing|a text was expected"),
        ("a.json", '[{"identifier": "a", "title": {"en": 5}}]', "record 1", "a text was expected"),
        ("a.json", '[{"identifier": "a", "title": {"!!": "A"}}]', "record 1", "not a language code"),
        ("a.json", '[{"identifier": "a/../b", "title": "A"}]', "record 1", "may not have"),
        ("a.json", '[{"identifier": "a", "title": "A"}, {"identifier": "a", "title": "B"}]', "record 2", "was used before (record 1)"),
        ("a.csv", "name,label\na,b", "line 1", "not a table of terms"),
        ("a.csv", "key,colour\na,b", "line 1", "'colour' is not known"),
        ("a.csv", f"{HEADER}a,A,extra", "line 2", "more cells"),
        ("a.csv", f"{HEADER}a,A\nb,", "line 3", "no label"),
        ("a.csv", f"{HEADER}a,A\na,B", "line 3", "was used before (line 2)"),
        ("a.csv", f"{HEADER}<script>,A", "line 2", "may not have"),
        ("a.csv", f'{HEADER}a,"{"x" * 40_000}"', "line", "field larger than field limit"),
        ("a.csv", f'{HEADER}a,"never closed', "line", "unexpected end of data"),
        ("a.csv", "key,label_en,deprecated\na,A,maybe", "line 2", "neither yes nor no"),
        ("a.csv", "key,label_en,source\na,A,rumour", "line 2", "'rumour' is none of"),
        ("a.csv", b"PK\x03\x04\x00\x00\x00", "", "not a text file"),
        ("a.yml", "key: value", "line 1", "was expected"),
        ("a.xlsx", "x", "", "format is not known"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_name_the_place_and_the_reason(name, content, where, reason):
    with pytest.raises(VocabularyFileError) as caught:
        read(name, content)
    assert caught.value.file == name
    assert where in caught.value.where
    assert any(part in caught.value.reason for part in reason.split("|")), caught.value.reason


def test_a_huge_file_is_refused_without_parsing():
    with pytest.raises(VocabularyFileError, match="larger than 30 MB"):
        read("a.csv", b"x" * (30 * 1024 * 1024 + 1))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(VocabularyFileError, match=r"none\.ttl: the file cannot be read"):
        parse(tmp_path / "none.ttl", scheme="topics")


def test_script_in_a_label_stays_text_and_control_characters_go(tmp_path):
    path: Path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}a,<script>alert(1)</script>\x07 \u202e x\n", encoding="utf-8")
    label = parse(path, scheme="topics").terms[0].labels[0]
    assert label.text == "<script>alert(1)</script> x"
