"""Reads the demonstration content from its data files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from babel import Locale
from django.conf import settings

DATA = Path(__file__).resolve().parent / "data"
NAMESPACE = UUID("5f0c1c1e-6d1d-4c0e-9a53-2b1f6f6d6e67")
SOURCE_LANGUAGE = "en"
OTHER_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE)
CLDR = {"zh-hans": "zh_Hans"}


class ContentError(Exception):
    """A data file contradicts itself."""


@dataclass(frozen=True, slots=True)
class Item:
    """A page to make: what it says in English, and what differs in other languages."""

    key: str
    kind: str
    parent: str
    values: Mapping[str, Any]
    translations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def uid(self) -> UUID:
        """The translation key of the page, the same on every installation."""
        return uid_of(self.key)

    @property
    def slug(self) -> str:
        """The last part of the page's address."""
        return str(self.values.get("slug") or self.key)

    def in_language(self, language: str) -> dict[str, Any]:
        """The values in a language; what has no text of its own stays as in English."""
        return {**self.values, **self.translations.get(language, {})}


def uid_of(key: str) -> UUID:
    """The identifier of the page with this key."""
    return uuid5(NAMESPACE, key)


@cache
def items() -> tuple[Item, ...]:
    """Every page, parents before their children; ContentError when the files disagree."""
    found: dict[str, Item] = {}
    for path in sorted(DATA.glob("*.yaml")):
        for raw in read(path):
            item = build_item(raw)
            if item.key in found:
                raise ContentError(f"{path.name} repeats {item.key}.")
            found[item.key] = item
    check_references(found)
    return tuple(in_order(found))


def item_of(key: str) -> Item:
    """The item with this key; KeyError when there is none."""
    return by_key()[key]


@cache
def by_key() -> dict[str, Item]:
    """Every item by its key."""
    return {item.key: item for item in items()}


def read(path: Path) -> list[dict[str, Any]]:
    """Parse one data file: a list of pages."""
    with path.open(encoding="utf-8") as file:
        entries: list[dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)
    return entries


def build_item(raw: dict[str, Any]) -> Item:
    """Split an entry into what is English, what is translated and where it belongs."""
    translations = {
        language: expand(raw, raw.pop(language), language)
        for language in OTHER_LANGUAGES
        if language in raw
    }
    key, kind, parent = raw.pop("key"), raw.pop("kind"), raw.pop("parent", "")
    if "country" in raw and kind == "country":
        raw = {"title": country_name(raw["country"], SOURCE_LANGUAGE), **raw}
        raw["slug"] = raw["country"].lower()
    return Item(key, kind, parent, raw, translations)


def expand(raw: Mapping[str, Any], value: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Complete a country's translation with its name from CLDR."""
    if "title" in value:
        return dict(value)
    return {"title": country_name(raw["country"], language), **value}


def country_name(code: str, language: str) -> str:
    """The name of a country in a language, from CLDR."""
    return str(Locale.parse(CLDR.get(language, language)).territories[code])


def check_references(found: Mapping[str, Item]) -> None:
    """Refuse a parent, a theme or a cited page that does not exist."""
    for item in found.values():
        named = [*item.values.get("cites", ()), *item.values.get("themes", ())]
        missing = [key for key in (*named, *([item.parent] if item.parent else ()))
                   if key not in found]  # fmt: skip
        if missing:
            raise ContentError(f"{item.key} names {', '.join(missing)}, which do not exist.")


def in_order(found: Mapping[str, Item]) -> Iterator[Item]:
    """Yield parents before their children, otherwise in the order of the files."""
    done: set[str] = set()
    waiting = list(found.values())
    while waiting:
        ready = [item for item in waiting if not item.parent or item.parent in done]
        if not ready:
            raise ContentError(f"{waiting[0].key} is its own ancestor.")
        yield from ready
        done.update(item.key for item in ready)
        waiting = [item for item in waiting if item.key not in done]
