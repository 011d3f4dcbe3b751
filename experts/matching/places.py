"""How near two countries are, by the regions of the United Nations' M49."""

from functools import cache

from vocabularies.shipped.territories import MEMBERS, REGIONS

SAME, SUBREGION, REGION = 1.0, 0.6, 0.3
# Regions that are neighbours of a kind are below these: Africa, the Americas, Asia, …
_SUBREGION = {country: code for code, members in MEMBERS.items() for country in members.split()}


@cache
def region_of(country: str) -> str:
    """The continent-wide region of a country, "" when it has none."""
    code = _SUBREGION.get(country, "")
    while code and REGIONS.get(code, "") not in ("", "001"):
        code = REGIONS[code]
    return code


@cache
def closeness(one: str, other: str) -> float:
    """1 for the same country, 0.6 for the same subregion, 0.3 for the same region, else 0."""
    if one == other:
        return SAME
    subregion = _SUBREGION.get(one, "")
    if subregion and subregion == _SUBREGION.get(other):
        return SUBREGION
    region = region_of(one)
    return REGION if region and region == region_of(other) else 0.0
