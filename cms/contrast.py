"""The site's colours and whether people can read them (WCAG 2.2, contrast ratio)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# The tokens of the design, as in frontend/static/css/base.css.
LIGHT = {
    "ink": "#14231f",
    "muted": "#4d5f59",
    "primary": "#0f5c4d",
    "on-primary": "#ffffff",
    "link": "#0a6480",
    "accent": "#b8384b",
    "sun": "#f2c14e",
    "paper": "#ffffff",
    "sand": "#f7f4ec",
    "control": "#7d8c85",
    "bar": "#0f5c4d",
    "on-bar": "#ffffff",
}
DARK = {
    "ink": "#e7f0ec",
    "muted": "#a9bab3",
    "primary": "#79d6bb",
    "on-primary": "#0d1513",
    "link": "#86cdea",
    "accent": "#ff9aa8",
    "sun": "#f2c14e",
    "paper": "#0d1513",
    "sand": "#17231f",
    "control": "#7d8c85",
    "bar": "#12312a",
    "on-bar": "#e7f0ec",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour in front of another and the contrast that it needs."""

    front: str
    back: str
    least: float


# Text needs 4.5:1, borders of controls 3:1 (success criteria 1.4.3 and 1.4.11).
PAIRS = (
    Pair("ink", "paper", 4.5),
    Pair("ink", "sand", 4.5),
    Pair("muted", "paper", 4.5),
    Pair("muted", "sand", 4.5),
    Pair("primary", "paper", 4.5),
    Pair("primary", "sand", 4.5),
    Pair("on-primary", "primary", 4.5),
    Pair("link", "paper", 4.5),
    Pair("link", "sand", 4.5),
    Pair("accent", "paper", 4.5),
    Pair("control", "paper", 3),
    Pair("on-bar", "bar", 4.5),
)
# Dark text stands on the sun, by day and by night.
INK_ON_SUN = "#14231f"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A pair that people cannot tell apart well enough."""

    pair: Pair
    ratio: float


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb" (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    bright, dim = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def shortfalls(colours: Mapping[str, str]) -> Iterator[Shortfall]:
    """Yield what is too faint in a complete set of colours."""
    for pair in PAIRS:
        found = ratio(colours[pair.front], colours[pair.back])
        if found < pair.least:
            yield Shortfall(pair, found)
    found = ratio(INK_ON_SUN, colours["sun"])
    if found < 4.5:
        yield Shortfall(Pair("ink", "sun", 4.5), found)


def readable_on(colour: str) -> str:
    """White or nearly black, whichever stands out better on the colour."""
    return max(("#ffffff", "#0d1513"), key=lambda text: ratio(text, colour))
