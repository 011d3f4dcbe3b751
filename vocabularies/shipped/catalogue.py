"""The vocabularies that come with the site, in the order in which they refer to each other.

Countries and regions are built from packages and facts; the others are tables in our own
CSV format beside this module, with labels written for this project (source: local).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from vocabularies.importers.csv_files import parse_csv
from vocabularies.importers.parsed import ParsedLabel, ParsedScheme, ParsedTerm
from vocabularies.models import LabelKind
from vocabularies.shipped import territories, tongues

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A vocabulary in a table. `prefixes` by language make "Target 6: …" of "…";
    `aliases` are the forms of a key that other systems use, with {n} for its number.
    """  # noqa: D205

    key: str
    order: int
    titles: Mapping[str, str]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    uri: str = ""

    def parsed(self) -> ParsedScheme:
        """Read the table."""
        scheme = parse_csv((TABLES / f"{self.key}.csv").read_text(encoding="utf-8"))
        return replace(
            scheme,
            terms=tuple(map(self._dressed, scheme.terms)),
            titles=self.titles,
            order=self.order,
            uri=self.uri,
            source="Mangrove",
            licence="CC0-1.0",
        )

    def _dressed(self, term: ParsedTerm) -> ParsedTerm:
        aliases = tuple(
            alias.format(n=term.notation, nn=term.notation.zfill(2)) for alias in self.aliases
        )
        labels = tuple(
            label for plain in term.labels for label in self._labels(plain, term.notation)
        )
        return replace(term, labels=labels, aliases=(*term.aliases, *aliases))

    def _labels(self, label: ParsedLabel, notation: str) -> tuple[ParsedLabel, ...]:
        if label.kind != LabelKind.PREFERRED or label.language not in self.prefixes:
            return (label,)
        prefix = self.prefixes[label.language].format(n=notation)
        return (
            replace(label, text=prefix + label.text),
            replace(label, kind=LabelKind.ALTERNATIVE),
        )


def shipped() -> dict[str, Callable[[], ParsedScheme]]:
    """Return scheme key -> what makes it, in loading order."""
    return {
        "regions": territories.regions,
        "groups": GROUPS.parsed,
        "countries": territories.countries,
        **{table.key: table.parsed for table in TABLES_IN_ORDER},
        "languages": tongues.languages,
    }


GROUPS = Table(
    key="groups",
    order=30,
    titles={
        "en": "Groups of countries", "fr": "Groupes de pays", "es": "Grupos de países",
        "ru": "Группы стран", "ar": "مجموعات البلدان", "zh-hans": "国家集团",
    },
)  # fmt: skip
TABLES_IN_ORDER = (
    Table(
        key="sdgs",
        order=70,
        uri="https://sdgs.un.org/goals",
        titles={
            "en": "Sustainable development goals", "fr": "Objectifs de développement durable",
            "es": "Objetivos de desarrollo sostenible", "ru": "Цели устойчивого развития",
            "ar": "أهداف التنمية المستدامة", "zh-hans": "可持续发展目标",
        },
        prefixes={
            "en": "Goal {n}: ", "fr": "Objectif {n} : ", "es": "Objetivo {n}: ", "ru": "Цель {n}: ",
            "ar": "الهدف {n}: ", "zh-hans": "目标{n}：",
        },
        aliases=("SUSTAINABLE-DEVELOPMENT-GOAL-{nn}", "SDG-{n}"),
    ),
    Table(
        key="cbd-subjects",
        order=50,
        titles={
            "en": "Subjects", "fr": "Sujets", "es": "Temas", "ru": "Темы", "ar": "المواضيع",
            "zh-hans": "主题",
        },
    ),
    Table(
        key="gbf-goals",
        order=45,
        uri="https://www.cbd.int/gbf/goals",
        titles={
            "en": "Goals of the global biodiversity framework",
            "fr": "Objectifs du cadre mondial de la biodiversité",
            "es": "Objetivos del marco mundial de biodiversidad",
            "ru": "Цели глобальной рамочной программы в области биоразнообразия",
            "ar": "أهداف الإطار العالمي للتنوع البيولوجي", "zh-hans": "全球生物多样性框架长期目标",
        },
        prefixes={
            "en": "Goal {n}: ", "fr": "Objectif {n} : ", "es": "Objetivo {n}: ", "ru": "Цель {n}: ",
            "ar": "الهدف {n}: ", "zh-hans": "长期目标{n}：",
        },
        aliases=("GBF-G-{n}",),
    ),
    Table(
        key="gbf-targets",
        order=40,
        uri="https://www.cbd.int/gbf/targets",
        titles={
            "en": "Targets of the global biodiversity framework",
            "fr": "Cibles du cadre mondial de la biodiversité",
            "es": "Metas del marco mundial de biodiversidad",
            "ru": "Задачи глобальной рамочной программы в области биоразнообразия",
            "ar": "غايات الإطار العالمي للتنوع البيولوجي", "zh-hans": "全球生物多样性框架行动目标",
        },
        prefixes={
            "en": "Target {n}: ", "fr": "Cible {n} : ", "es": "Meta {n}: ", "ru": "Задача {n}: ",
            "ar": "الغاية {n}: ", "zh-hans": "行动目标{n}：",
        },
        aliases=("GBF-T{nn}", "GBF-TARGET-{n}"),
    ),
    Table(
        key="aichi-targets",
        order=80,
        uri="https://www.cbd.int/sp/targets/",
        titles={
            "en": "Aichi targets (2011–2020)", "fr": "Objectifs d’Aichi (2011-2020)",
            "es": "Metas de Aichi (2011-2020)", "ru": "Айтинские целевые задачи (2011–2020 годы)",
            "ar": "أهداف أيشي (2011-2020)", "zh-hans": "爱知目标（2011-2020年）",
        },
        prefixes={
            "en": "Aichi target {n}: ", "fr": "Objectif d’Aichi {n} : ", "es": "Meta de Aichi {n}: ",
            "ru": "Айтинская задача {n}: ", "ar": "هدف أيشي {n}: ", "zh-hans": "爱知目标{n}：",
        },
        aliases=("AICHI-T{nn}", "AICHI-TARGET-{n}"),
    ),
    Table(
        key="ecosystems",
        order=60,
        uri="https://global-ecosystems.org/",
        titles={
            "en": "Ecosystems", "fr": "Écosystèmes", "es": "Ecosistemas", "ru": "Экосистемы",
            "ar": "النظم الإيكولوجية", "zh-hans": "生态系统",
        },
    ),
    Table(
        key="resource-types",
        order=90,
        titles={
            "en": "Types of resource", "fr": "Types de ressource", "es": "Tipos de recurso",
            "ru": "Виды ресурсов", "ar": "أنواع الموارد", "zh-hans": "资源类型",
        },
    ),
    Table(
        key="organization-types",
        order=95,
        titles={
            "en": "Types of organization", "fr": "Types d’organisation",
            "es": "Tipos de organización", "ru": "Виды организаций", "ar": "أنواع المنظمات",
            "zh-hans": "组织类型",
        },
    ),
    Table(
        key="help-kinds",
        order=96,
        titles={
            "en": "Kinds of help", "fr": "Types d’aide", "es": "Tipos de ayuda",
            "ru": "Виды помощи", "ar": "أنواع المساعدة", "zh-hans": "援助类型",
        },
    ),
    Table(
        key="focal-point-roles",
        order=98,
        titles={
            "en": "Roles of national focal points", "fr": "Fonctions des correspondants nationaux",
            "es": "Funciones de los puntos focales nacionales",
            "ru": "Роли национальных координационных центров", "ar": "أدوار جهات الاتصال الوطنية",
            "zh-hans": "国家联络点职能",
        },
    ),
)  # fmt: skip
