"""What acronyms of the biodiversity conventions stand for, in the six UN languages. Pure.

A reader types NBSAP, a text spells it out, or another language has an acronym of its own.
Both engines add these readings to a query (decision 0077).
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from vocabularies.folding import fold

Readings = tuple[tuple[str, str], ...]

# By language: acronyms in capitals, then what they stand for.
MEANINGS: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {
        "en": ("CBD", "convention on biological diversity"),
        "fr": ("CDB", "convention sur la diversité biologique"),
        "es": ("CDB", "convenio sobre la diversidad biológica"),
        "ru": ("КБР", "конвенция о биологическом разнообразии"),
        "ar": ("اتفاقية التنوع البيولوجي",),
        "zh": ("生物多样性公约",),
    },
    {
        "en": ("NBSAP", "NBSAPS", "national biodiversity strategy and action plan"),
        "fr": ("SPANB", "stratégie et plan d’action nationaux pour la biodiversité"),
        "es": ("EPANB", "estrategia y plan de acción nacionales en materia de biodiversidad"),
        "ru": ("НСПДСБ", "национальная стратегия и план действий по сохранению биоразнообразия"),
        "ar": ("الاستراتيجية وخطة العمل الوطنية للتنوع البيولوجي",),
        "zh": ("国家生物多样性战略和行动计划",),
    },
    {
        "en": ("GBF", "KMGBF", "global biodiversity framework"),
        "fr": ("CMB", "cadre mondial de la biodiversité"),
        "es": ("MMB", "marco mundial de biodiversidad"),
        "ru": ("глобальная рамочная программа в области биоразнообразия",),
        "ar": ("الإطار العالمي للتنوع البيولوجي",),
        "zh": ("全球生物多样性框架",),
    },
    {
        "en": ("ABS", "access and benefit-sharing"),
        "fr": ("APA", "accès et partage des avantages"),
        "es": ("acceso y participación en los beneficios",),
        "ru": ("доступ и совместное использование выгод",),
        "ar": ("الحصول وتقاسم المنافع",),
        "zh": ("获取和惠益分享",),
    },
    {
        "en": ("SDG", "SDGS", "sustainable development goal"),
        "fr": ("ODD", "objectif de développement durable"),
        "es": ("ODS", "objetivo de desarrollo sostenible"),
        "ru": ("ЦУР", "цель в области устойчивого развития"),
        "ar": ("أهداف التنمية المستدامة",),
        "zh": ("可持续发展目标",),
    },
    {
        "en": ("MPA", "MPAS", "marine protected area"),
        "fr": ("AMP", "aire marine protégée"),
        "es": ("AMP", "área marina protegida"),
        "ru": ("морской охраняемый район",),
        "ar": ("المناطق البحرية المحمية",),
        "zh": ("海洋保护区",),
    },
    {
        "en": ("OECM", "OECMS", "other effective area-based conservation measures"),
        "fr": ("AMCEZ", "autres mesures de conservation efficaces par zone"),
        "es": ("OMEC", "otras medidas eficaces de conservación basadas en áreas"),
        "ru": ("другие эффективные природоохранные меры на порайонной основе",),
        "ar": ("تدابير الحفظ الفعالة الأخرى القائمة على المناطق",),
        "zh": ("其他有效的区域保护措施",),
    },
    {
        "en": ("IAS", "invasive alien species"),
        "fr": ("EEE", "espèces exotiques envahissantes"),
        "es": ("EEI", "especies exóticas invasoras"),
        "ru": ("ИЧВ", "инвазивные чужеродные виды"),
        "ar": ("الأنواع الغريبة الغازية",),
        "zh": ("外来入侵物种",),
    },
    {
        "en": ("IPLC", "IPLCS", "indigenous peoples and local communities"),
        "fr": ("PACL", "peuples autochtones et communautés locales"),
        "es": ("PICL", "pueblos indígenas y comunidades locales"),
        "ru": ("КНМО", "коренные народы и местные общины"),
        "ar": ("الشعوب الأصلية والمجتمعات المحلية",),
        "zh": ("土著人民和地方社区",),
    },
    {
        "en": ("CHM", "clearing-house mechanism"),
        "fr": ("CEDI", "centre d’échange d’informations"),
        "es": ("mecanismo de facilitación",),
        "ru": ("механизм посредничества",),
        "ar": ("آلية غرفة تبادل المعلومات",),
        "zh": ("信息交换所机制",),
    },
)


def readings(word: str) -> Readings:
    """Return (language, form) of everything else that an acronym is called; () for a word."""
    folded = fold(word)
    return tuple(reading for reading in _known().get(folded, ()) if fold(reading[1]) != folded)


@cache
def _known() -> Mapping[str, Readings]:
    """Return the readings by folded acronym; one that means two things has both."""
    known: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for meaning in MEANINGS:
        forms = [(language, form) for language, own in meaning.items() for form in own]
        acronyms = {fold(form) for _language, form in forms if form.isupper() and " " not in form}
        for acronym in acronyms:
            known[acronym] += forms
    return {acronym: tuple(forms) for acronym, forms in known.items()}
