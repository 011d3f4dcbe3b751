"""Invented records in six languages, the same for the same number.

    python -m bench.records 20000

Writes through `records.projection`, as a harvest does. Words follow Zipf's law over an
invented vocabulary, so that some are in most texts and most in few.
"""

import random
import sys
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from bench import site
from records import projection
from records.data import Agent, PartialDate, Period, RecordData

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")
KINDS = (
    "news", "event", "guidance", "case-study", "reference-document", "project", "map",
    "national-target", "indicator", "activity", "best-practice", "training-material",
)  # fmt: skip
COUNTRIES = ("FJ", "TO", "WS", "PG", "SB", "VU", "KI", "TV", "NR", "PW", "KE", "TZ", "BR", "ID")
LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "")
LETTERS = {
    "ru": ("бвгдклмнпрст", "аеиоуыя"),
    "ar": ("بتجدرسفقلمنه", "اوي"),
    "zh-hans": ("海林水山保护生物多样性国家公园区域", ""),
}
LATIN = ("bcdfglmnprstv", "aeiou")
KNOWN = {
    "en": "biodiversity mangrove reef protected area national species forest water coast",
    "fr": "biodiversité mangrove récif aire protégée national espèces forêt eau côte",
    "es": "biodiversidad manglar arrecife área protegida nacional especies bosque agua costa",
    "ru": "биоразнообразие мангровый риф охраняемый район национальный виды лес вода берег",
    "ar": "التنوع البيولوجي المانغروف الشعاب المحمية الوطنية الأنواع الغابات المياه الساحل",
    "zh-hans": "生物多样性 红树林 珊瑚礁 保护区 国家 物种 森林 水 海岸 生态系统",
}
VOCABULARY = 8000
CHUNK = 200


@cache
def vocabulary(language: str) -> tuple[list[str], list[float]]:
    """Return invented words of a language and how often each is drawn."""
    chance = random.Random(language)
    consonants, vowels = LETTERS.get(language, LATIN)
    words = KNOWN[language].split()
    while len(words) < VOCABULARY:
        size = chance.randint(2, 4)
        words.append(
            "".join(
                chance.choice(consonants) + (chance.choice(vowels) if vowels else "")
                for _ in range(size)
            )
        )
    weights = [1 / (place + 10) for place in range(len(words))]
    total, cumulative = 0.0, []
    for weight in weights:
        total += weight
        cumulative.append(total)
    return words, cumulative


def sentence(chance: random.Random, language: str, words: int) -> str:
    """Return that many words of a language."""
    known, weights = vocabulary(language)
    return " ".join(chance.choices(known, cum_weights=weights, k=words)).capitalize()


def record(number: int) -> RecordData:
    """Return the invented record with this number."""
    chance = random.Random(number)
    languages = LANGUAGES if number % 3 == 0 else tuple(chance.sample(LANGUAGES, 2))
    issued = date(2005, 1, 1) + timedelta(days=chance.randrange(7500))
    kind = chance.choice(KINDS)
    return RecordData(
        uid=uuid.UUID(int=(number << 64) + 0xBE7C),
        kind=kind,
        titles={code: sentence(chance, code, chance.randint(4, 9)) for code in languages},
        summaries={code: sentence(chance, code, 25) for code in languages},
        texts={code: sentence(chance, code, 120) for code in languages},
        default_language=languages[0],
        terms=tuple(
            sorted(
                {
                    f"gbf-targets:GBF-TARGET-{chance.randint(1, 23):02}",
                    f"sdgs:SDG-GOAL-{chance.randint(1, 17)}",
                }
            )
        ),
        countries=tuple(chance.sample(COUNTRIES, chance.randint(1, 2))),
        agents=(Agent(name=sentence(chance, "en", 2).title()),),
        issued=PartialDate(issued),
        licence=chance.choice(LICENCES),
        period=_period(chance, issued) if kind == "event" else None,
    )


def records(count: int) -> Iterator[RecordData]:
    """Yield that many invented records."""
    return (record(number) for number in range(1, count + 1))


def load(count: int) -> int:
    """Write invented records to the site's database; returns how many were new or changed."""
    written = 0
    chunk: list[RecordData] = []
    for data in records(count):
        chunk.append(data)
        if len(chunk) == CHUNK:
            written += projection.write(*chunk)["written"]
            chunk = []
    if chunk:
        written += projection.write(*chunk)["written"]
    return written


def _period(chance: random.Random, issued: date) -> Period:
    start = site.moment(issued, hour=chance.randint(7, 18))
    return Period(start=start, end=start + timedelta(hours=chance.randint(1, 60)))


if __name__ == "__main__":
    print(f"{load(int(sys.argv[1]))} records written")
