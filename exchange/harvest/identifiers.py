"""Names that things, people, licences and languages have elsewhere, in one spelling."""

import re
from typing import cast

from babel import Locale
from babel.core import get_global

from exchange.harvest.cleaning import line, web_address
from records.data import Identifier

UNKNOWN_LANGUAGE = "und"
DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)
ISSN = re.compile(r"^(?:urn:issn:|issn:?\s*)?(\d{4}-?\d{3}[\dX])$", re.IGNORECASE)
ISBN = re.compile(r"^(?:urn:isbn:|isbn:?\s*)?((?:97[89])?\d{9}[\dX])$", re.IGNORECASE)
ORCID = re.compile(r"(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$", re.IGNORECASE)
ROR = re.compile(r"^https://ror\.org/0[a-z0-9]{8}$")
TAG = re.compile(r"^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$")
CC_NAME = re.compile(r"^cc[ -](by(?:-(?:nc|sa|nd))*)[ -](\d\.\d)$", re.IGNORECASE)
CC_ADDRESS = re.compile(
    r"^https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)"
    r"(?:/[a-z]{2,3})?(?:/(?:legalcode|deed)(?:\.[a-z-]+)?)?/?$",
    re.IGNORECASE,
)
NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx", "other"})
CHINESE = {
    "zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-hans-cn": "zh-hans",
    "zh-tw": "zh-hant", "zh-hk": "zh-hant",
}  # fmt: skip
ALIASES = cast("dict[str, str]", get_global("language_aliases"))
NAMES = {
    name.lower(): code
    for locale in ("en", "fr", "es")
    for code, name in Locale(locale).languages.items()
    if "_" not in code
}


def doi(value: object) -> str:
    """Return the bare DOI in lower case, or ""."""
    found = DOI.match(line(value))
    return found[1].lower() if found else ""


def orcid(value: object) -> str:
    """Return the bare ORCID, or ""."""
    found = ORCID.search(line(value))
    return found[1].upper() if found else ""


def identifier(value: object) -> Identifier | None:
    """Tell what kind of identifier a text is; None when it is of no kind known here."""
    text = line(value, 2_000)
    if bare := doi(text):
        return Identifier("doi", bare)
    if found := ISSN.match(text):
        return Identifier("issn", issn(found[1]))
    if found := ISBN.match(text.replace("-", "").replace(" ", "")):
        return Identifier("isbn", found[1].upper())
    if text.startswith("oai:"):
        return Identifier("oai", text)
    if address := web_address(text):
        return Identifier("url", address)
    return None


def issn(value: str) -> str:
    """Return the ISSN with its hyphen."""
    digits = value.replace("-", "").upper()
    return f"{digits[:4]}-{digits[4:]}"


def language_tag(value: object) -> str:
    """Return a BCP 47 tag in lower case for a code or an English, French or Spanish name.

    "eng" gives "en", "zh-CN" gives "zh-hans". "und" when the text is no language.
    """
    text = line(value).lower().replace("_", "-")
    text = NAMES.get(text, text).lower()
    first, _, rest = text.partition("-")
    first = ALIASES.get(first, first).lower().replace("_", "-")
    tag = f"{first}-{rest}" if rest else first
    if tag in NO_LANGUAGE or not TAG.match(tag):
        return UNKNOWN_LANGUAGE
    return CHINESE.get(tag, tag)


def licence(value: object) -> str:
    """Return the address of the licence, or "" when the text names none.

    Creative Commons licences get the address of their deed, whatever form they come in.
    """
    text = line(value)
    if found := CC_NAME.match(text):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    if re.match(r"^cc0(?:[ -]1\.0)?$", text, re.IGNORECASE):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    address = web_address(text)
    if found := CC_ADDRESS.match(address):
        return f"https://creativecommons.org/{found[1]}/{found[2]}/{found[3]}/".lower()
    return address
