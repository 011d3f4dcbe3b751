"""A light stemmer for Arabic: articles, conjunctions and endings go, roots stay.

After "light10" (Larkey, Ballesteros and Connell, 2002: Improving stemming for Arabic
information retrieval), which does better in retrieval than finding roots.
"""

ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
CONJUNCTION = "و"
SHORTEST = 2
NORMAL = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}
    | dict.fromkeys("ًٌٍَُِّْٰـ", "")
)


def normalise(word: str) -> str:
    """Return the word with one spelling of alef, yeh and teh marbuta, without vowel signs."""
    return word.translate(NORMAL)


def stem(word: str) -> str:
    """Return the stem of a normalised word; at least two letters stay."""
    if word.startswith(CONJUNCTION) and len(word) > SHORTEST + 1:
        word = word.removeprefix(CONJUNCTION)
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST:
            word = word.removeprefix(article)
            break
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word.removesuffix(ending)
    return word
