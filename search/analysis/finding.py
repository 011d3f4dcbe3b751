"""Where wanted tokens stand in a text. Pure.

Only words that begin as a wanted token does are analysed: a page of results has thousands
of words, of which a few are marked.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from search.analysis.analyzer import Token, folded_word, word_token
from search.analysis.scripts import APOSTROPHES, UNSPACED, letter_pattern, words
from vocabularies.folding import fold

# Their stemmers take letters from the beginning too.
WITHOUT_BEGINNING = frozenset({"ar", "id"})
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
ACCENTS = "\u0300-\u036f"
LAST_ALPHABET = 0x2000


def occurrences(text: str, language: str, wanted: frozenset[str]) -> list[Token]:
    """Return where wanted tokens stand, analysed or plain: what both analyses would find.

    Single characters of an unspaced script are returned only where nothing else is.
    """
    base = language.partition("-")[0].lower()
    if base in WITHOUT_BEGINNING and not _is_foreign(base, wanted):
        found = list(_all_words(text, base, wanted))
    else:
        found = list(_words(text, base, wanted))
    unspaced = [token for token in wanted if IS_UNSPACED.match(token)]
    found += _places(text, (token for token in unspaced if len(token) > 1))
    return found or list(_places(text, (token for token in unspaced if len(token) == 1)))


@lru_cache(maxsize=256)
def _is_foreign(base: str, wanted: frozenset[str]) -> bool:
    """Whether no wanted token is in the script that the stemmer of the language is for."""
    return base == "ar" and not any(ARABIC.search(token) for token in wanted)


def _all_words(text: str, base: str, wanted: frozenset[str]) -> Iterator[Token]:
    for match in words(text):
        if (token := word_token(match[0], base)) in wanted:
            yield Token(token, match.start(), match.end())


def _words(text: str, base: str, wanted: frozenset[str]) -> Iterator[Token]:
    pattern = _beginning(wanted)
    for match in pattern.finditer(text) if pattern else ():
        start = match.start()
        if start and _is_inside(text[start - 1]):
            if text[start - 1] not in APOSTROPHES:
                continue
            start = _start_of_word(text, start)
        end = _end_of_word(text, match.end())
        word = text[start:end]
        if (token := word_token(word, base)) in wanted or (token := folded_word(word)) in wanted:
            yield Token(token, start, end)


def _places(text: str, tokens: Iterable[str]) -> Iterator[Token]:
    normal = unicodedata.normalize("NFKC", text)
    shown = normal if len(normal) == len(text) else text
    for token in tokens:
        start = shown.find(token)
        while start >= 0:
            yield Token(token, start, start + len(token), single=len(token) == 1)
            start = shown.find(token, start + 1)


@lru_cache(maxsize=256)
def _beginning(wanted: frozenset[str]) -> re.Pattern[str] | None:
    """Return a pattern of the first letters, one or two, that wanted tokens have."""
    tokens = [token for token in wanted if token and not IS_UNSPACED.match(token)]
    if not tokens:
        return None
    first = _written({token[0] for token in tokens})
    if all(len(token) > 1 for token in tokens):
        second = _written({token[1] for token in tokens})
        return re.compile(f"[{first}][{APOSTROPHES}]?[{second}{ACCENTS}]")
    return re.compile(f"[{first}]")


def _written(letters: set[str]) -> str:
    variants = _variants()
    return re.escape("".join(sorted(letters.union(*(variants.get(one, ()) for one in letters)))))


def _is_inside(character: str) -> bool:
    """Whether a word goes on through this character."""
    if character in APOSTROPHES or unicodedata.category(character)[0] == "M":
        return True
    return character.isalnum() and not IS_UNSPACED.match(character)


@cache
def _rest() -> re.Pattern[str]:
    letter = letter_pattern()
    return re.compile(f"{letter}*(?:[{APOSTROPHES}]{letter}+)*")


def _end_of_word(text: str, end: int) -> int:
    rest = _rest().match(text, end)
    return rest.end() if rest else end


def _start_of_word(text: str, start: int) -> int:
    while start and _is_inside(text[start - 1]):
        start -= 1
    return start


@cache
def _variants() -> dict[str, set[str]]:
    """Return the characters that are folded to a letter, of the alphabets."""
    variants: defaultdict[str, set[str]] = defaultdict(set)
    for code in range(LAST_ALPHABET):
        character = chr(code)
        if character.isalpha() and (folded := fold(character)):
            variants[folded[0]].add(character)
    return variants
