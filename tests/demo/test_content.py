"""The data files and their notation."""

from uuid import UUID

import pytest

from cms.demo import prose
from cms.demo.content import (
    ContentError,
    Item,
    build_item,
    check_references,
    in_order,
    items,
    uid_of,
)
from cms.demo.pages import ELSEWHERE, MODELS, TERMS

SEED = UUID(int=1)
BUILT = {"body", "cites", "organizations", "blocks", "files", "links", "featured", "day", "themes"}


def resolve(command: str, name: str) -> str:
    """Answer with what was asked."""
    return f"{command}:{name}"


def item(key: str, *, parent: str = "", **values: object) -> Item:
    """A page of text."""
    return Item(key, "page", parent, values)


def test_every_value_of_the_files_has_a_field() -> None:
    for each in items():
        names = {field.name for field in MODELS[each.kind]._meta.get_fields()}
        values = {name for part in (each.values, *each.translations.values()) for name in part}
        fields = {TERMS[name][0] if name in TERMS else name for name in values - BUILT - ELSEWHERE}
        assert fields <= names, (each.key, fields - names)


def test_titles_and_summaries_fit_and_no_address_is_used_twice() -> None:
    addresses = [(each.parent, each.slug) for each in items()]
    assert len(set(addresses)) == len(addresses)
    for each in items():
        for part in (each.values, *each.translations.values()):
            assert 0 < len(part["title"]) <= 255
            assert 0 < len(part["summary"]) <= 600


def test_a_page_that_cites_an_unknown_one_is_refused() -> None:
    with pytest.raises(ContentError, match="nowhere"):
        check_references({"a": item("a", cites=["nowhere"])})


def test_parents_come_before_their_children() -> None:
    found = in_order({"b": item("b", parent="a"), "a": item("a")})
    assert [each.key for each in found] == ["a", "b"]


def test_a_page_that_is_its_own_ancestor_is_refused() -> None:
    circle = {"a": item("a", parent="b"), "b": item("b", parent="a")}
    with pytest.raises(ContentError, match="own ancestor"):
        list(in_order(circle))


def test_a_country_is_named_by_cldr_in_every_language() -> None:
    built = build_item(
        {"key": "x", "kind": "country", "country": "FJ", "summary": "s", "fr": {"summary": "t"}}
    )
    assert built.values["title"] == "Fiji"
    assert built.translations["fr"] == {"title": "Fidji", "summary": "t"}
    assert built.slug == "fj"


def test_identifiers_follow_from_the_key() -> None:
    assert uid_of("home") == uid_of("home") != uid_of("about")


def test_paragraphs_and_lists_stay_together_and_markup_is_escaped() -> None:
    [block] = prose.blocks("A **bold** <b> & *word*.\n\n- one\n- two", SEED, resolve)
    assert block["type"] == "paragraph"
    assert block["value"] == (
        "<p>A <b>bold</b> &lt;b&gt; &amp; <i>word</i>.</p><ul><li>one</li><li>two</li></ul>"
    )


def test_each_mark_makes_its_block() -> None:
    text = (
        "## Head\n\n> Words — Who\n\n| a | b |\n| 1 | 2 |\n\n= 3 | fish | us\n= 4 | eggs\n\n"
        "? Why?\nBecause.\n\n@picture home 2 | Alt\n\n@file sheet | Title\n\n@record key\n\n"
        "@records news | Newest"
    )
    blocks = prose.blocks(text, SEED, resolve)
    assert [block["type"] for block in blocks] == [
        "heading", "quote", "table", "key_figures", "details", "image", "document", "record",
        "records",
    ]  # fmt: skip
    values = [block["value"] for block in blocks]
    assert values[1] == {"text": "Words", "author": "Who"}
    assert values[2]["rows"] == [{"values": ["1", "2"]}]
    assert [figure["value"]["source"] for figure in values[3]["figures"]] == ["us", ""]
    assert values[4] == {"summary": "Why?", "text": "<p>Because.</p>"}
    assert values[5]["image"] == "picture:home 2"
    assert values[7] == {"record": "record:key"}


def test_blocks_of_two_languages_have_the_same_identifiers() -> None:
    english = prose.blocks("One.\n\n## Two\n\n= 1 | fish", SEED, resolve)
    french = prose.blocks("Un.\n\n## Deux\n\n= 1 | poisson", SEED, resolve)
    assert [block["id"] for block in english] == [block["id"] for block in french]
    assert english[2]["value"]["figures"][0]["id"] == french[2]["value"]["figures"][0]["id"]
