"""Countries, regions and groups: facts written down here, names from Unicode CLDR (Babel).

Codes and memberships follow ISO 3166-1 and the standard country or area codes of the United
Nations (M49); the groups are as listed by the UN since December 2024, when São Tomé and
Príncipe left the least developed countries. Antarctica is in no region.
"""

from babel import Locale
from babel.core import get_global

from vocabularies.importers.parsed import ParsedLabel, ParsedScheme, ParsedTerm
from vocabularies.models import LabelKind, LabelSource

# Our language -> the locale of CLDR.
LOCALES = {"en": "en", "fr": "fr", "es": "es", "ru": "ru", "ar": "ar", "zh-hans": "zh_Hans"}

# Region -> the regions it is in, in the order of M49.
REGIONS = {
    "001": "",
    "002": "001", "015": "002", "202": "002", "014": "202", "017": "202", "018": "202", "011": "202",
    "019": "001", "021": "019", "419": "019", "029": "419", "013": "419", "005": "419",
    "142": "001", "143": "142", "030": "142", "035": "142", "034": "142", "145": "142",
    "150": "001", "151": "150", "154": "150", "039": "150", "155": "150",
    "009": "001", "053": "009", "054": "009", "057": "009", "061": "009",
}  # fmt: skip
MEMBERS = {
    "015": "DZ EG EH LY MA SD TN",
    "014": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "017": "AO CD CF CG CM GA GQ ST TD",
    "018": "BW LS NA SZ ZA",
    "011": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "021": "BM CA GL PM US",
    "029": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "013": "BZ CR GT HN MX NI PA SV",
    "005": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "143": "KG KZ TJ TM UZ",
    "030": "CN HK JP KP KR MN MO TW",
    "035": "BN ID KH LA MM MY PH SG TH TL VN",
    "034": "AF BD BT IN IR LK MV NP PK",
    "145": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "151": "BG BY CZ HU MD PL RO RU SK UA",
    "154": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "039": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA",
    "155": "AT BE CH DE FR LI LU MC NL",
    "053": "AU CC CX HM NF NZ",
    "054": "FJ NC PG SB VU",
    "057": "FM GU KI MH MP NR PW UM",
    "061": "AS CK NU PF PN TK TO TV WF WS",
    "": "AQ",
}
GROUPS = {
    "SIDS": (
        "AG AI AS AW BB BS BZ CK CU CV CW DM DO FJ FM GD GU GW GY HT JM KI KM KN LC MH MP MS "
        "MU MV NC NR NU PF PG PR PW SB SC SG SR ST SX TL TO TT TV VC VG VI VU WS BQ"
    ),
    "LDC": (
        "AF AO BD BF BI BJ CD CF DJ ER ET GM GN GW HT KH KI KM LA LR LS MG ML MM MR MW MZ NE "
        "NP RW SB SD SL SN SO SS TD TG TL TV TZ UG YE ZM"
    ),
    "LLDC": (
        "AF AM AZ BF BI BO BT BW CF ET KG KZ LA LS MD MK ML MN MW NE NP PY RW SS SZ TD TJ TM "
        "UG UZ ZM ZW"
    ),
}
# Codes of states that are no more, which CLDR keeps as aliases.
WITHDRAWN = frozenset(
    ["230", "278", "280", "720", "736", "886", "249", "DDR", "YMD", "BUR", "ZAR", "FXX", "TMP"]
)
# Names that people search by and CLDR does not offer as an alternative.
OTHER_NAMES = {
    "FM": {"en": ["Federated States of Micronesia"]},
    "WS": {"en": ["Western Samoa"]},
    "TL": {"en": ["East Timor"]},
    "CV": {"en": ["Cabo Verde"], "fr": ["Cap-Vert"]},
    "SZ": {"en": ["Swaziland"]},
    "MK": {"en": ["Macedonia"]},
    "CZ": {"en": ["Czech Republic"]},
    "GB": {"en": ["Great Britain", "UK"]},
    "US": {"en": ["United States of America", "USA"]},
    "CD": {"en": ["Democratic Republic of the Congo"]},
}  # fmt: skip
OTHER_REGION_NAMES = {
    "035": {"en": ["South-eastern Asia", "South East Asia"]},
    "057": {"en": ["Micronesia"], "fr": ["Micronésie"], "es": ["Micronesia"]},
    "061": {"en": ["Polynesian islands"]},
    "053": {"en": ["Australia and New Zealand"]},
    "009": {"en": ["Pacific", "Pacific islands"], "fr": ["Pacifique"], "es": ["Pacífico"]},
    "029": {"fr": ["Caraïbe"]},
}  # fmt: skip


def regions() -> ParsedScheme:
    """The regions of M49: world, regions, sub-regions, intermediate regions."""
    return ParsedScheme(
        titles={
            "en": "Regions", "fr": "Régions", "es": "Regiones", "ru": "Регионы", "ar": "المناطق",
            "zh-hans": "区域",
        },
        source="UN M49; names: Unicode CLDR",
        uri="https://unstats.un.org/unsd/methodology/m49/",
        licence="Unicode-3.0",
        order=20,
        terms=tuple(
            ParsedTerm(
                key=code,
                where=code,
                notation=code,
                labels=(*names(code), *others(OTHER_REGION_NAMES.get(code, {}))),
                broader=(parent,) if parent else (),
            )
            for code, parent in REGIONS.items()
        ),
    )  # fmt: skip


def countries() -> ParsedScheme:
    """Countries and territories with their codes, below their region and groups."""
    region_of = {code: region for region, codes in MEMBERS.items() for code in codes.split()}
    return ParsedScheme(
        titles={
            "en": "Countries and territories", "fr": "Pays et territoires",
            "es": "Países y territorios", "ru": "Страны и территории", "ar": "البلدان والأقاليم",
            "zh-hans": "国家和地区",
        },
        source="ISO 3166-1, UN M49; names: Unicode CLDR",
        licence="Unicode-3.0",
        order=10,
        alphabetical=True,
        terms=tuple(country(code, region_of[code]) for code in sorted(region_of)),
    )  # fmt: skip


def country(code: str, region: str) -> ParsedTerm:
    """One country. ISO 3166-1 alpha-3 and M49 codes are aliases and facts."""
    iso3, m49 = codes()[code]
    groups = [key for key, members in GROUPS.items() if code in members.split()]
    return ParsedTerm(
        key=code,
        where=code,
        notation=iso3,
        labels=(*names(code), *others(OTHER_NAMES.get(code, {}))),
        aliases=(iso3, m49),
        facts={"iso2": code, "iso3": iso3, "m49": m49},
        broader=(
            *([f"regions:{region}"] if region else []),
            *(f"groups:{key}" for key in groups),
        ),
    )


def names(code: str) -> tuple[ParsedLabel, ...]:
    """Return the name of a territory in six languages and CLDR's other form of it."""
    found = []
    for language, locale in LOCALES.items():
        territories = Locale.parse(locale).territories
        name = territories[code]
        name = name[0].upper() + name[1:]
        found.append(ParsedLabel(language, name, source=LabelSource.OFFICIAL))
        plain = name.replace("&", "and").replace("St.", "Saint")
        if language == "en" and plain != name:
            found.append(ParsedLabel(language, plain, LabelKind.ALTERNATIVE, LabelSource.LOCAL))
    return tuple(found)


def others(names_by_language: dict[str, list[str]]) -> tuple[ParsedLabel, ...]:
    """Return alternative labels."""
    return tuple(
        ParsedLabel(language, text, LabelKind.ALTERNATIVE, LabelSource.LOCAL)
        for language, texts in names_by_language.items()
        for text in texts
    )


def codes() -> dict[str, tuple[str, str]]:
    """Return alpha-2 -> (alpha-3, M49), from CLDR's territory aliases."""
    found: dict[str, dict[bool, str]] = {}
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and len(targets) == 1 and alias not in WITHDRAWN:
            found.setdefault(targets[0], {})[alias.isdigit()] = alias
    return {
        code: (aliases[False], aliases[True])
        for code, aliases in found.items()
        if len(aliases) == 2
    }
