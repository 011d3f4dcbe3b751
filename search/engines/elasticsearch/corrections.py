"""Better spellings, from words of public titles only (decision 0078).

Elasticsearch's suggester still knows the words of documents that were replaced a moment
ago, so each word is asked for once more: whether a title has it that everybody may read now.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from search.analysis.analyzer import Token, analyse_plainly
from search.engines.elasticsearch.body import known_words_body, near_words_body
from search.spelling import closest, tolerance

NEAR = 4
CORRECTED_WORDS = 6

Ask = Callable[[dict[str, Any]], Mapping[str, Any]]


def corrected_text(text: str, *, ask: Ask, hidden: Sequence[int]) -> str:
    """Return the text with unknown words replaced by near ones of public titles, or ""."""
    tokens = [token for token in analyse_plainly(text) if _is_correctable(token)]
    words = sorted({token.text for token in tokens[:CORRECTED_WORDS]})
    near = _near(words, ask=ask)
    if not near:
        return ""
    asked = sorted({*words, *(word for found in near.values() for word in found)})
    known = _known(asked, ask=ask, hidden=hidden)
    corrected = text
    for token in reversed(tokens):
        better = [word for word in near.get(token.text, ()) if word in known]
        if token.text not in known and better:
            corrected = corrected[: token.start] + better[0] + corrected[token.end :]
    return "" if corrected == text else corrected


def _is_correctable(token: Token) -> bool:
    return tolerance(token.text) > 0 and token.text.isalpha() and not token.single


def _near(words: Sequence[str], *, ask: Ask) -> dict[str, list[str]]:
    if not words:
        return {}
    suggested = ask(near_words_body(words, limit=NEAR))["suggest"]
    options = {
        word: {
            option["text"] for entry in suggested[f"word{number}"] for option in entry["options"]
        }
        for number, word in enumerate(words)
    }
    near = {word: closest(word, found, limit=NEAR) for word, found in options.items()}
    return {word: found for word, found in near.items() if found}


def _known(words: Sequence[str], *, ask: Ask, hidden: Sequence[int]) -> set[str]:
    buckets = ask(known_words_body(words, hidden))["aggregations"]["words"]["buckets"]
    return {word for word, bucket in buckets.items() if bucket["doc_count"]}
