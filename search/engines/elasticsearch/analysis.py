"""How Elasticsearch takes texts apart: an analyzer per language, without plugins. Pure.

The chains are those of Lucene's own analyzers. Folding at the end makes accents, typed or
forgotten, no difference. A language that is not here is `UNKNOWN`: folded words, and both
pairs and single characters of Chinese, Japanese and Korean.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNKNOWN = "und"
PLAIN = "plain"
WORDS = "words"
CJK = ("ja", "ko", "zh")
SAME_AS = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}


@dataclass(frozen=True, slots=True)
class Chain:
    """A language: names of Elasticsearch's stop list and stemmer, and filters around them."""

    stop: str = ""
    stemmer: str = ""
    first: tuple[str, ...] = ()
    lowercase: str = "lowercase"
    normal: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    tokenizer: str = "standard"


CHAINS: Mapping[str, Chain] = {
    "ar": Chain("arabic", "arabic", normal=("arabic_normalization",)),
    "bg": Chain("bulgarian", "bulgarian"),
    "bn": Chain("bengali", "bengali", normal=("indic_normalization", "bengali_normalization")),
    "ca": Chain("catalan", "catalan", first=("elision_ca",)),
    "cs": Chain("czech", "czech"),
    "da": Chain("danish", "danish"),
    "de": Chain("german", "light_german", normal=("german_normalization",)),
    "el": Chain("greek", "greek", lowercase="lowercase_el"),
    "en": Chain("english", "english", first=("possessive_en",)),
    "es": Chain("spanish", "light_spanish"),
    "et": Chain("estonian", "estonian"),
    "eu": Chain("basque", "basque"),
    "fa": Chain("persian", normal=("arabic_normalization", "persian_normalization"),
                characters=("joiners",)),
    "fi": Chain("finnish", "finnish"),
    "fr": Chain("french", "light_french", first=("elision_fr",)),
    "ga": Chain("irish", "irish", first=("elision_ga",), lowercase="lowercase_ga"),
    "gl": Chain("galician", "galician"),
    "hi": Chain("hindi", "hindi", normal=("indic_normalization", "hindi_normalization")),
    "hu": Chain("hungarian", "hungarian"),
    "hy": Chain("armenian", "armenian"),
    "id": Chain("indonesian", "indonesian"),
    "it": Chain("italian", "light_italian", first=("elision_it",)),
    "lt": Chain("lithuanian", "lithuanian"),
    "lv": Chain("latvian", "latvian"),
    "nl": Chain("dutch", "dutch"),
    "no": Chain("norwegian", "norwegian"),
    "pt": Chain("portuguese", "light_portuguese"),
    "ro": Chain("romanian", "romanian"),
    "ru": Chain("russian", "russian", characters=("yo",)),
    "sr": Chain("serbian", "serbian", normal=("serbian_normalization",)),
    "sv": Chain("swedish", "swedish"),
    "th": Chain("thai", tokenizer="thai"),
    "tr": Chain("turkish", "turkish", first=("apostrophe",), lowercase="lowercase_tr"),
}  # fmt: skip
LANGUAGES = tuple(sorted({*CHAINS, *CJK, UNKNOWN}))
ELISIONS = {
    "ca": ["d", "l", "m", "n", "s", "t"],
    "fr": ["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"],
    "ga": ["d", "m", "b"],
    "it": ["c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl",
           "degl", "negl", "sugl", "un", "m", "t", "s", "v", "d"],
}  # fmt: skip
FOLDING = ("arabic_normalization", "asciifolding")


def field_language(code: str) -> str:
    """Return the language whose fields hold texts in the language `code` ("zh-hans": "zh")."""
    base = code.partition("-")[0].lower()
    base = SAME_AS.get(base, base)
    return base if base in LANGUAGES else UNKNOWN


def analysis() -> dict[str, Any]:
    """Return the `analysis` part of an index's settings."""
    filters: dict[str, Any] = {
        "possessive_en": {"type": "stemmer", "language": "possessive_english"},
        "pairs_and_singles": {"type": "cjk_bigram", "output_unigrams": True},
        "stop_cjk": {"type": "stop", "stopwords": "_cjk_"},
    }
    filters |= {
        f"elision_{language}": {"type": "elision", "articles": articles, "articles_case": True}
        for language, articles in ELISIONS.items()
    }
    filters |= {
        f"lowercase_{code}": {"type": "lowercase", "language": language}
        for code, language in (("el", "greek"), ("ga", "irish"), ("tr", "turkish"))
    }
    analyzers: dict[str, Any] = {}
    for language, chain in CHAINS.items():
        filters[f"stop_{language}"] = {"type": "stop", "stopwords": f"_{chain.stop}_"}
        if chain.stemmer:
            filters[f"stemmer_{language}"] = {"type": "stemmer", "language": chain.stemmer}
        analyzers[language] = _analyzer(language, chain)
    for language in CJK:
        analyzers[language] = _custom("cjk_width", "lowercase", "cjk_bigram", "stop_cjk")
    plain = ("cjk_width", "lowercase", "decimal_digit", *FOLDING)
    analyzers[UNKNOWN] = _custom(*plain, "pairs_and_singles")
    analyzers[PLAIN] = _custom(*plain)
    analyzers[WORDS] = _custom(tokenizer="whitespace")
    return {
        "char_filter": {
            "yo": {"type": "mapping", "mappings": ["ё => е", "Ё => Е"]},
            "joiners": {"type": "mapping", "mappings": ["\\u200C => \\u0020"]},
        },
        "filter": filters,
        "analyzer": analyzers,
    }


def _analyzer(language: str, chain: Chain) -> dict[str, Any]:
    stemmer = (f"stemmer_{language}",) if chain.stemmer else ()
    return _custom(
        *chain.first,
        chain.lowercase,
        "decimal_digit",
        f"stop_{language}",
        *chain.normal,
        *stemmer,
        "asciifolding",
        tokenizer=chain.tokenizer,
        characters=chain.characters,
    )


def _custom(
    *filters: str, tokenizer: str = "standard", characters: tuple[str, ...] = ()
) -> dict[str, Any]:
    custom: dict[str, Any] = {"type": "custom", "tokenizer": tokenizer, "filter": list(filters)}
    return custom | {"char_filter": list(characters)} if characters else custom
