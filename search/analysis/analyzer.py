"""Text to tokens: what is stored in the index and what a query is compared with.

A language is analysed by its chain: apostrophes and elision, case, function words, a
stemmer, then folding, so that accents typed or forgotten make no difference. A language
without a stemmer keeps whole folded words. Scripts without spaces become pairs of
characters and single characters; single ones that are function words are left out.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from search.analysis import arabic
from search.analysis.scripts import APOSTROPHES, Span, spans
from search.analysis.stopwords import stop_words
from vocabularies.folding import fold

MAX_TOKEN = 60
ALGORITHMS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
ELISIONS = {
    "fr": frozenset(["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"]),
    "ca": frozenset(["l", "m", "t", "n", "s", "d"]),
    "it": frozenset(["c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl", "negl", "sugl", "un", "m", "t", "s", "v", "d"]),
    "ga": frozenset(["d", "m", "b"]),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A token and the characters of the text it stands for.

    `single` marks one character of an unspaced script, which says little by itself;
    `in_run` pairs of such characters and the single ones that they are made of.
    """

    text: str
    start: int
    end: int
    single: bool = False
    in_run: bool = False


def analyse(text: str, language: str) -> Iterator[Token]:
    """Yield the tokens of a text in its order; function words are left out."""
    base = language.partition("-")[0].lower()
    for span in spans(text):
        if span.unspaced:
            yield from _pairs(span, stop_words(base))
        elif token := word_token(span.text, base):
            yield Token(token, span.start, span.end)


def analyse_plainly(text: str) -> Iterator[Token]:
    """Yield folded words, neither stemmed nor left out: for names and prefixes."""
    for span in spans(text):
        if span.unspaced:
            yield from _pairs(span)
        elif token := folded_word(span.text):
            yield Token(token, span.start, span.end)


def stream(tokens: Iterator[Token]) -> str:
    """Return tokens as the text of an index column, single characters last.

    They stand apart, so that a phrase of pairs is found in its order.
    """
    first: list[str] = []
    last: list[str] = []
    for token in tokens:
        (last if token.single else first).append(token.text)
    return " ".join([*first, *last])


def _pairs(span: Span, without: Collection[str] = ()) -> Iterator[Token]:
    """Yield pairs, and single characters but for those of `without`.

    Pairs are kept whole: a function character is often part of another word.
    """
    run = unicodedata.normalize("NFKC", span.text)
    if len(run) != len(span.text):
        run = span.text
    for index in range(len(run) - 1):
        start = span.start + index
        yield Token(run[index : index + 2], start, start + 2, in_run=True)
    in_run = len(run) > 1
    for start, character in enumerate(run, span.start):
        if character not in without:
            yield Token(character, start, start + 1, single=True, in_run=in_run)


@lru_cache(maxsize=100_000)
def word_token(word: str, base: str) -> str:
    """Return the token of a word, "" for a function word."""
    lowered = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    for apostrophe in APOSTROPHES[1:]:
        lowered = lowered.replace(apostrophe, "'")
    lowered = _without_elision(lowered, base)
    if lowered in stop_words(base):
        return ""
    if base == "ar":
        lowered = arabic.normalise(lowered)
        return fold(arabic.stem(lowered))[:MAX_TOKEN].replace(" ", "")
    return fold(_stemmer(base)(lowered))[:MAX_TOKEN].replace(" ", "")


def _without_elision(word: str, base: str) -> str:
    head, apostrophe, tail = word.partition("'")
    if apostrophe and head in ELISIONS.get(base, ()):
        return tail
    return word.removesuffix("'s") if base == "en" else word


@lru_cache(maxsize=100_000)
def folded_word(word: str) -> str:
    """Return a word without accents and capitals, neither stemmed nor left out."""
    return fold(word).replace(" ", "")[:MAX_TOKEN]


@cache
def _stemmer(base: str) -> Callable[[str], str]:
    algorithm = ALGORITHMS.get(base)
    if algorithm is None:
        return str
    stem: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return stem
