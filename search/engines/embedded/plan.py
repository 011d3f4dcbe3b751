"""A query as tokens: what must, may and must not be in an entry. Pure.

A word is analysed in every language of the index, and each reading is an alternative. An
entry holds tokens of its own language, so the readings do not disturb one another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from search import acronyms
from search.analysis.analyzer import Token, analyse, analyse_plainly
from search.query import Clause, Query

MAX_GROUPS = 150
MAX_COORDINATED = 6


@dataclass(frozen=True, slots=True)
class Needle:
    """Tokens that stand one behind the other; mostly one. `column` "" means all.

    `single` and `in_run` are those of the token.
    """

    tokens: tuple[str, ...]
    column: str = ""
    is_prefix: bool = False
    single: bool = False
    in_run: bool = False

    @property
    def only_supports(self) -> bool:
        """Whether this adds to the score of what a pair found, but finds nothing itself."""
        return self.single and self.in_run


Group = tuple[Needle, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Groups of alternatives: of `words` any, of `phrases` every one, of `exclusions` none.

    In a `loose` plan near words stand beside misspelt ones: no entry has all of them.
    """

    words: tuple[Group, ...] = ()
    phrases: tuple[Group, ...] = ()
    exclusions: tuple[Group, ...] = ()
    loose: bool = False

    @property
    def has_text(self) -> bool:
        """Whether anything must be found in the texts."""
        return bool(self.words or self.phrases)

    @property
    def ranked(self) -> tuple[Needle, ...]:
        """Everything that adds to a score, each once."""
        return tuple(dict.fromkeys(chain(*self.words, *self.phrases)))

    @property
    def finding(self) -> tuple[Needle, ...]:
        """Of `ranked` what an entry must have one of."""
        return tuple(needle for needle in self.ranked if not needle.only_supports)

    @property
    def coordinated(self) -> tuple[Group, ...]:
        """The words that an entry should all have; () when they are too many or one."""
        if self.loose:
            return ()
        groups = tuple(group for group in self.words if not group[0].single)
        return groups if 1 < len(groups) <= MAX_COORDINATED else ()

    @property
    def wanted(self) -> frozenset[str]:
        """The tokens that highlights mark."""
        return frozenset(token for needle in self.ranked for token in needle.tokens)


def plan_for(query: Query, *, language: str, languages: Iterable[str]) -> Plan:
    """Return the plan of a query; `language` is the reader's, whose function words go."""
    bases = list(dict.fromkeys(code.partition("-")[0] for code in (language, *languages)))
    words = tuple(chain(*(_word_groups(clause, bases) for clause in query.words)))
    if not words and not query.phrases and query.words:
        words = tuple(chain(*(_plain_groups(clause) for clause in query.words)))
    return Plan(
        words=tuple(dict.fromkeys(words))[:MAX_GROUPS],
        phrases=_phrase_groups(query.phrases, bases),
        exclusions=_phrase_groups(query.exclusions, bases),
    )


def _word_groups(clause: Clause, bases: Sequence[str]) -> list[Group]:
    """Return a group per place in the text where the reader's language has a token."""
    readings: dict[tuple[int, bool], dict[Needle, None]] = {}
    for base in bases:
        for token, needle in _needles(analyse(clause.text, base), clause):
            place = (token.start, token.single)
            if base == bases[0] or place in readings:
                readings.setdefault(place, {})[needle] = None
    for token, needle in _needles(analyse_plainly(clause.text), clause):
        place = (token.start, token.single)
        if place in readings and not clause.field:
            readings[place][needle] = None
    if len(readings) == 1 and not clause.field:
        next(iter(readings.values())).update(_spelled_out(clause))
    return [tuple(needles) for needles in readings.values()]


def _spelled_out(clause: Clause) -> dict[Needle, None]:
    """Return what an acronym stands for, in every language."""
    needles: dict[Needle, None] = {}
    for language, form in acronyms.readings(clause.text):
        tokens = tuple(token.text for token in analyse(form, language) if not token.single)
        needles[Needle(tokens)] = None
    return needles


def _plain_groups(clause: Clause) -> list[Group]:
    return [(needle,) for _token, needle in _needles(analyse_plainly(clause.text), clause)]


def _needles(tokens: Iterable[Token], clause: Clause) -> Iterator[tuple[Token, Needle]]:
    """Yield tokens with their needles. Single characters stand in a column of their own."""
    for token in tokens:
        column = "" if token.single else clause.field
        yield token, Needle((token.text,), column, single=token.single, in_run=token.in_run)


def _phrase_groups(clauses: Iterable[Clause], bases: Sequence[str]) -> tuple[Group, ...]:
    groups = (_phrase_group(clause, bases) for clause in clauses)
    return tuple(group for group in groups if group)


def _phrase_group(clause: Clause, bases: Sequence[str]) -> Group:
    needles: dict[Needle, None] = {}
    for tokens in (*(list(analyse(clause.text, base)) for base in bases),
                   list(analyse_plainly(clause.text))):  # fmt: skip
        pairs = tuple(token.text for token in tokens if not token.single)
        if pairs:
            needles[Needle(pairs, clause.field)] = None
        elif tokens:
            needles[Needle((tokens[0].text,), single=True)] = None
    return tuple(needles)
