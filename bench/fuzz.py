"""Asks what no reader would type: no error, bounded time, no syntax that means anything.

    python -m bench.fuzz [--queries 10000] [--engine embedded|elasticsearch] [--pages 500]

Uses the site's database and index as configured. Prints one line of JSON and exits with 1
when an answer fails or takes longer than the limit.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable

from django.test import Client

from bench import site  # noqa: F401  (starts Django)
from records.audiences import Viewer
from search.engines.base import SearchRequest
from search.engines.current import ENGINES
from search.query import parse

SLOWEST = 3.0
LONG = 10_000
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans", "und", "")
PIECES = (
    '"', "'", "-", "+", ":", "*", "?", "~", "~99", "^", "^5", "(", ")", "[", "]", "{", "}", "/",
    "\\", "|", "||", "&", "&&", "!", "<", ">", "=", "<->", "%", "_", ";", "--", "\x00", "\t", "\n",
    "AND", "OR", "NOT", "NEAR", "NEAR/2", "TO", "title:", "country:", "topic:", "kind:", "_id:",
    "_exists_:", "_source:", "title:*", "/.*/", "[* TO *]", '"a"~99', "{!join}", "*:*", "${jndi:",
    "<script>alert(1)</script>", "' OR 1=1", "%00", "%s", "{{7*7}}", "{% now %}", "\u202e",
    "\u200f", "\u200d", "\ufeff", "\U0001f30a", "\U0001f1eb\U0001f1ef", "\ud83c", "\udf0a",
    "e\u0301\u0301\u0301", "\u0e01\u0e33", "海", "红树林", "мангр", "شعاب", "مـــد", "reef",
    "island", "l’eau", "ß", "İ", "ﬁ", "１２", "1e9", "0", "-1", " ", "  ", "\u3000", "a" * 300,
)  # fmt: skip
# Each of these finds something, or everything, where it is read as a language of queries.
SYNTAX = (
    "title:*", "*:*", "/.*/", "_exists_:uid", '"a"~99', "[* TO *]", "uid:[* TO *]", "*", "?*",
    "titles.en:*", "dead:false", "container_gate:public", "-dead:true", "%", "_", ":*",
)  # fmt: skip


def nonsense(chance: random.Random) -> str:
    """Return a string that no reader would type; one in fifty has 10,000 characters."""
    size = LONG if chance.random() < 0.02 else chance.randint(0, 40)
    text = "".join(chance.choice(PIECES) for _ in range(min(size, 3000)))
    return (text * (size // max(len(text), 1) + 1))[:size] if size == LONG else text


def main() -> None:
    """Ask an engine, then the page, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--engine", choices=sorted(ENGINES), default="embedded")
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    figures, failures = engine_answers(options.engine, chance, options.queries)
    pages, more = page_answers(chance, options.pages)
    print(json.dumps({"engine": options.engine, **figures, **pages, "failures": failures + more}))
    raise SystemExit(1 if failures or more else 0)


def engine_answers(
    name: str,
    chance: random.Random,
    count: int,
    *,
    slowest: float = SLOWEST,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[dict[str, float], list[str]]:
    """Ask an engine; returns figures and the strings that failed."""
    engine, viewer = ENGINES[name], Viewer.anonymous()
    taken, failures = [], []

    def ask(text: str) -> int:
        request = SearchRequest(
            query=parse(text), viewer=viewer, language=chance.choice(LANGUAGES), size=5
        )
        began = clock()
        total = engine.search(request).total
        taken.append(clock() - began)
        if taken[-1] > slowest:
            failures.append(f"{taken[-1]:.1f} s: {text[:80]!a}")
        return total

    everything = ask("")
    failures += [
        f"finds everything: {text!a}"
        for text in SYNTAX
        if parse(text).has_text and ask(text) == everything > 0
    ]
    for _number in range(count):
        text = nonsense(chance)
        try:
            ask(text)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is a finding)
            failures.append(f"{type(error).__name__}: {text[:80]!a}")
    return {"queries": count, **_figures("query", taken)}, failures


def page_answers(
    chance: random.Random,
    count: int,
    *,
    slowest: float = SLOWEST,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[dict[str, float], list[str]]:
    """Ask the page, with the text of a query and in a filter; returns figures and failures."""
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    taken, failures = [], []
    for number in range(count):
        text = nonsense(chance).encode("utf-8", "surrogatepass")
        names = ("q",) if number % 3 else ("q", "country", "page", "sort")
        began = clock()
        answer = client.get("/en/search/", dict.fromkeys(names, text))
        taken.append(clock() - began)
        if answer.status_code >= 500 or taken[-1] > slowest:
            failures.append(f"page {answer.status_code}, {taken[-1]:.1f} s: {text[:80]!a}")
    return {"pages": count, **(_figures("page", taken) if taken else {})}, failures


def _figures(name: str, taken: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(taken, n=20)
    return {
        f"{name}_p50_ms": round(cuts[9] * 1000, 1),
        f"{name}_p95_ms": round(cuts[18] * 1000, 1),
        f"{name}_max_ms": round(max(taken) * 1000, 1),
    }


if __name__ == "__main__":
    main()
