"""The interface is complete in each of the site's languages."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

import pytest
from babel.messages.catalog import Catalog, Message

from config.messages import catalogue, catalogue_path, read_catalogue, translated_languages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z]+")
LANGUAGES = translated_languages()


@lru_cache(maxsize=1)
def texts_of_the_code() -> Catalog:
    """The texts that the code says now."""
    return catalogue()


def entries(catalog: Catalog) -> dict[tuple[object, str | None], Message]:
    """The messages by text and context."""
    return {(message.id, message.context): message for message in catalog if message.id}


def versions(message: Message) -> Iterator[tuple[str, str]]:
    """Yield (text, translation) for each form of the message."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from ((message.id[-1], form) for form in message.string or ())


def excerpt(messages: Iterable[object]) -> list[str]:
    """The first few, enough to see what is wrong."""
    return [str(message)[:80] for message in islice(messages, 5)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_the_texts_of_the_code_and_no_others(language):
    assert catalogue_path(language).exists(), "Run `make messages`."
    in_code = entries(texts_of_the_code()).keys()
    in_catalogue = entries(read_catalogue(language)).keys()

    assert excerpt(in_code - in_catalogue) == [], "Run `make messages`."
    assert excerpt(in_catalogue - in_code) == [], "Run `make messages`."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_none_is_a_guess(language):
    messages = entries(read_catalogue(language)).values()
    untranslated = [
        message.id
        for message in messages
        if message.fuzzy or not all(translation for _text, translation in versions(message))
    ]

    assert messages
    assert excerpt(untranslated) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_forms_of_its_language(language):
    catalog = read_catalogue(language)
    incomplete = [
        message.id
        for message in entries(catalog).values()
        if message.pluralizable and len(message.string or ()) != catalog.num_plurals
    ]

    assert excerpt(incomplete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_placeholders_and_markup_of_the_text(language):
    different = [
        message.id
        for message in entries(read_catalogue(language)).values()
        for text, translation in versions(message)
        if translation and not is_faithful(text, translation, plural=message.pluralizable)
    ]

    assert excerpt(different) == []


def is_faithful(text: str, translation: str, *, plural: bool) -> bool:
    """Compare what must not be translated. The form for one or two may leave out a number."""
    wanted, given = PLACEHOLDER.findall(text), PLACEHOLDER.findall(translation)
    same_placeholders = set(given) <= set(wanted) if plural else sorted(given) == sorted(wanted)
    same_markup = sorted(TAG.findall(text)) == sorted(TAG.findall(translation))
    same_edges = text[:1].isspace() == translation[:1].isspace() and (
        text[-1:].isspace() == translation[-1:].isspace()
    )
    return same_placeholders and same_markup and same_edges
