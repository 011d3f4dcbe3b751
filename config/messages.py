"""Finds the translatable texts of the house and brings `locale/` up to date with them.

`python -m config.messages` (`make messages`) keeps translations, adds new texts untranslated
and drops what the code no longer says; a contract test compares the same two sides.
GNU gettext is not needed: Babel reads Python, and reads templates after Django has
turned them into lines of gettext calls, as `makemessages` does.
"""

from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any, TypeAlias

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ("Translators:",)
Found: TypeAlias = tuple[int, Any, list[str], str | None]


def extract(
    source: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Any,
) -> Iterator[Found]:
    """Yield the texts of a Django template: (line, texts, comments, context)."""
    calls = templatize(source.read().decode("utf-8"))
    # Within parentheses indentation means nothing to Python.
    yield from extract_python(BytesIO(f"({calls})".encode()), keywords, comment_tags, options)


def catalogue() -> Catalog:
    """Collect every translatable text of the house."""
    found = Catalog(project="Mangrove", charset="utf-8", fuzzy=False)
    for file, line, texts, comments, context in texts_in(Path(settings.BASE_DIR)):
        found.add(texts, None, [(file, line)], auto_comments=comments, context=context)
    return found


def texts_in(folder: Path) -> Iterator[tuple[str, int, Any, list[str], str | None]]:
    """Yield (file, line, texts, comments, context) as `babel.cfg` maps the files."""
    with (folder / "babel.cfg").open() as lines:
        methods, options = parse_mapping_cfg(lines, "babel.cfg")  # type: ignore[no-untyped-call]
    yield from extract_from_dir(folder, methods, options, KEYWORDS, COMMENT_TAGS)


def translated_languages() -> list[str]:
    """The languages that need a catalogue: all but the one the code speaks."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language is."""
    return Path(settings.BASE_DIR, "locale", to_locale(language), "LC_MESSAGES", "django.po")


def read_catalogue(language: str) -> Catalog:
    """Read the catalogue of a language; an empty one when there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=to_locale(language), project="Mangrove", fuzzy=False)
    with path.open("rb") as lines:
        return read_po(lines, locale=to_locale(language), domain="django")


def update_catalogues() -> None:
    """Write every catalogue anew: each text of the code, with its translation if known."""
    template = catalogue()
    for language in translated_languages():
        catalog = read_catalogue(language)
        created = catalog.creation_date
        catalog.update(template, no_fuzzy_matching=True)
        catalog.creation_date = created  # else every run would change every file
        catalog.obsolete.clear()
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as lines:
            # Line numbers change with every edit; file names say enough.
            write_po(lines, catalog, width=100, sort_by_file=True, include_lineno=False)


if __name__ == "__main__":
    django.setup()
    update_catalogues()
