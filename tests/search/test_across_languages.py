"""A label of a vocabulary finds what carries the term, whatever language its text is in."""

import random

import pytest

from records import projection
from records.audiences import Viewer
from search.actions import search
from tests.factories.records import record_data
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

LABELS = {
    "MANGROVE": {"en": "Mangroves", "fr": "Palétuviers", "es": "Manglares",
                 "ru": "Мангровые заросли", "ar": "أشجار المانغروف", "zh-hans": "红树林"},
    "CORAL": {"en": "Coral reefs", "fr": "Récifs coralliens", "es": "Arrecifes de coral",
              "ru": "Коралловые рифы", "ar": "الشعاب المرجانية", "zh-hans": "珊瑚礁"},
    "WETLAND": {"en": "Wetlands", "fr": "Zones humides", "es": "Humedales",
                "ru": "Водно-болотные угодья", "ar": "الأراضي الرطبة", "zh-hans": "湿地"},
    "POLLINATION": {"en": "Pollination", "fr": "Pollinisation", "es": "Polinización",
                    "ru": "Опыление", "ar": "التلقيح", "zh-hans": "授粉"},
    "FISHERY": {"en": "Fisheries", "fr": "Pêcheries", "es": "Pesquerías",
                "ru": "Рыболовство", "ar": "مصايد الأسماك", "zh-hans": "渔业"},
    "FINANCE": {"en": "Funding", "fr": "Financement", "es": "Financiación",
                "ru": "Финансирование", "ar": "التمويل", "zh-hans": "资金筹措"},
}  # fmt: skip
# Words that no label has, and that are alike in no two of the languages.
WORDS = {
    "en": "annual report meeting survey village northern",
    "fr": "bilan réunion enquête hameau septentrional chantier",
    "es": "informe reunión encuesta aldea norteña taller",
    "ru": "отчёт собрание опрос деревня северный совещание",
    "ar": "تقرير اجتماع استبيان قرية شمالية ورشة",
    "zh-hans": "年度 报告 会议 调查 村庄 北方",
}
RECORDS_PER_LANGUAGE = 60
FIRST_PAGE = 25


def test_a_label_in_another_language_finds_all_that_carries_its_term():
    for key, labels in LABELS.items():
        make_term(f"cbd-subjects:{key}", **labels)
    chance = random.Random(5)  # noqa: S311
    keys = list(LABELS)
    written, carrying = [], {}
    for language, words in WORDS.items():
        for number in range(RECORDS_PER_LANGUAGE):
            key = keys[number] if number < len(keys) else ""
            title = " ".join(chance.choices(words.split(), k=5))
            data = record_data(
                titles={language: f"{title} {number}"},
                default_language=language,
                terms=(f"cbd-subjects:{key}",) if key else (),
            )
            written.append(data)
            if key:
                carrying[key, language] = data.uid
    projection.write(*written)

    missed = []
    for key, labels in LABELS.items():
        for asked, label in labels.items():
            response = search(
                viewer=Viewer.anonymous(), text=label, language=asked, size=FIRST_PAGE
            )
            found = {hit.uid for hit in response.hits}
            missed += [
                (label, language)
                for language in WORDS
                if language != asked and carrying[key, language] not in found
            ]
    assert missed == []
