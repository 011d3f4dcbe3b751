"""Folding: the one form in which labels and queries are compared.

Case, accents, punctuation and the spelling variants of Arabic make no difference. Marks
that carry meaning (the vowel signs of Indic and South-East Asian scripts) stay.
"""

import re
import unicodedata

TATWEEL = "\u0640"
ARABIC_VARIANTS = str.maketrans({
    "\u0671": "\u0627",  # alef wasla
    "\u0649": "\u064a",  # alef maqsura
    "\u06cc": "\u064a",  # Farsi yeh
    "\u0629": "\u0647",  # ta marbuta
    "\u06a9": "\u0643",  # keheh
    "\u06c1": "\u0647",  # heh goal
    TATWEEL: None,
})  # fmt: skip
# Canonical combining classes: 27-35 are the harakat, 200 and more sit above or below a
# letter (accents, hamza, madda). Vowel signs that are letters of their script have others.
HARAKAT = range(27, 37)
FIRST_ACCENT = 200
SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return `text` folded, its words separated by one space; "" when nothing is left."""
    compatible = unicodedata.normalize("NFKC", text).casefold()
    kept = (_fold_character(c) for c in unicodedata.normalize("NFKD", compatible))
    joined = "".join(kept).translate(ARABIC_VARIANTS)
    return SPACES.sub(" ", unicodedata.normalize("NFC", joined)).strip()


def _fold_character(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else " "
    combining = unicodedata.combining(character)
    if combining >= FIRST_ACCENT or combining in HARAKAT:
        return ""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Cf":
        return ""
    return " " if category[0] in "PSZC" else character
