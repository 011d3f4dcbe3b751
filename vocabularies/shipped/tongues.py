"""Languages that people speak: codes chosen here, names from Unicode CLDR (Babel)."""

from babel import Locale

from vocabularies.importers.parsed import ParsedLabel, ParsedScheme, ParsedTerm
from vocabularies.models import LabelSource
from vocabularies.shipped.territories import LOCALES

# BCP-47 codes: languages of the United Nations, widely spoken ones, and those of islands.
CODES = (
    "ar zh en fr ru es "
    "am bg bi bn ceb cs da de el et fa fi fil fj gil ha haw he hi ho hr ht hu hy id is it ja jv ka kk km "
    "ko ku lo lt lv mg mh mi mk mn ms mt my na ne niu nl no pap pau pl ps pt qu ro rw sk sl sm sn so sq sr "
    "sv sw ta te tet th tl to tpi tr tvl ty uk ur uz vi wo xh yo zu"
)


def languages() -> ParsedScheme:
    """Languages with their names in the languages of the site."""
    return ParsedScheme(
        titles={
            "en": "Languages", "fr": "Langues", "es": "Idiomas", "ru": "Языки", "ar": "اللغات",
            "zh-hans": "语言",
        },
        source="ISO 639; names: Unicode CLDR",
        licence="Unicode-3.0",
        order=97,
        alphabetical=True,
        terms=tuple(language(code) for code in CODES.split() if is_named(code)),
    )  # fmt: skip


def language(code: str) -> ParsedTerm:
    """One language."""
    return ParsedTerm(key=code, where=code, labels=tuple(names(code)))


def is_named(code: str) -> bool:
    """Whether CLDR names the language in each language of the site."""
    return all(code in Locale.parse(locale).languages for locale in LOCALES.values())


def names(code: str) -> list[ParsedLabel]:
    """The name in each language of the site, with a capital where there are any."""
    found = []
    for language_code, locale in LOCALES.items():
        name = Locale.parse(locale).languages[code]
        found.append(
            ParsedLabel(language_code, name[0].upper() + name[1:], source=LabelSource.OFFICIAL)
        )
    return found
