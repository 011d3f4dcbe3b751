"""In which language a text is, from its script and its function words. Pure."""

import re
from collections import Counter
from collections.abc import Iterable

from search.analysis.stopwords import stop_words

SAMPLE = 20_000
FEWEST_WORDS = 0.02
SCRIPTS = {
    "arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f]"),
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
# Of the languages of the house; any other one is written in Latin letters or not guessed.
WRITTEN_IN = {
    "ar": "arabic", "fa": "arabic", "ur": "arabic",
    "be": "cyrillic", "bg": "cyrillic", "kk": "cyrillic", "ky": "cyrillic", "mn": "cyrillic",
    "ru": "cyrillic", "sr": "cyrillic", "tg": "cyrillic", "uk": "cyrillic",
    "ja": "han", "zh": "han",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str, candidates: Iterable[str]) -> str:
    """Return the candidate (a tag such as "zh-hans") the text is most likely in, or ""."""
    sample = text[:SAMPLE]
    script = _script(sample)
    fitting = [
        code
        for code in dict.fromkeys(candidates)
        if WRITTEN_IN.get(code.partition("-")[0], "latin") == script
    ]
    if script == "han":
        return fitting[0] if fitting else ""
    words = Counter(WORD.findall(sample.casefold()))
    scores = {code: _share(words, code) for code in fitting}
    best = max(scores, key=lambda code: scores[code], default="")
    if best and scores[best] >= FEWEST_WORDS:
        return best
    return fitting[0] if len(fitting) == 1 and script != "latin" else ""


def _script(text: str) -> str:
    counts = {name: len(pattern.findall(text)) for name, pattern in SCRIPTS.items()}
    # A Chinese character says as much as some three letters.
    counts["han"] *= 3
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _share(words: Counter[str], code: str) -> float:
    known = stop_words(code.partition("-")[0])
    total = sum(words.values())
    return sum(count for word, count in words.items() if word in known) / max(total, 1)
