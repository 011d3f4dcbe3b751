"""Better spellings, from the words of titles.

Nearby words come from all titles, hidden ones too; what is shown to anybody was seen by the
index in a public title at that very moment (decision 0053).
"""

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Q
from django.db.models.functions import Length

from records.models import Record
from search.analysis.analyzer import Token, analyse_plainly
from search.engines.embedded.dialect import text_store
from search.engines.embedded.stores import Condition
from search.models import Word
from search.query import Clause, Query
from search.spelling import closest, tolerance

NEAR = 4
CORRECTED_WORDS = 6
MAX_CANDIDATES = 5000

Near = Mapping[str, list[str]]


def near_words(text: str) -> Near:
    """Return known words near to the first words of a text; some may be hidden ones."""
    words = [token.text for token in analyse_plainly(text) if _is_correctable(token)]
    return _near(set(words[:CORRECTED_WORDS]))


def corrected_text(text: str, near: Near | None = None) -> str:
    """Return the text with unknown words replaced by near ones of public titles, or "".

    `near` are the near words of the text, where they are known already.
    """
    near = near_words(text) if near is None else near
    asked = sorted({*near, *(word for words in near.values() for word in words)})
    if not asked:
        return ""
    known = text_store().words_present(asked, among=Condition.of(Record.objects.public()))
    corrected = text
    for token in reversed([token for token in analyse_plainly(text) if _is_correctable(token)]):
        better = [word for word in near.get(token.text, ()) if word in known]
        if token.text not in known and better:
            corrected = corrected[: token.start] + better[0] + corrected[token.end :]
    return "" if corrected == text else corrected


def similar_query(query: Query, near: Near) -> Query:
    """Return the query with near words added, for a second try; an empty one without any."""
    added = tuple(Clause(word) for found in near.values() for word in found)
    if not added:
        return Query()
    loose = tuple(Clause(phrase.text) for phrase in query.phrases)
    return replace(query, words=(*query.words, *loose, *added), phrases=())


def _is_correctable(token: Token) -> bool:
    return tolerance(token.text) > 0 and token.text.isalpha() and not token.single


def _near(words: set[str]) -> Near:
    """Return known words near to each of these; they share the first or the last letters."""
    condition = Q()
    for word in words:
        slips = tolerance(word)
        condition |= Q(
            Q(text__startswith=word[0]) | Q(text__endswith=word[-3:]),
            size__range=(len(word) - slips, len(word) + slips),
        )
    if not condition:
        return {}
    rows = Word.objects.annotate(size=Length("text")).filter(condition)
    known = set(rows.values_list("text", flat=True).distinct()[:MAX_CANDIDATES])
    return {word: closest(word, known, limit=NEAR) for word in words}
