"""Maps of countries, drawn from the shapes that `manage.py build_assets` prepared.

Without those shapes there is no drawing and the table with the same numbers stands alone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

WORLD = "world"
# The world around the Pacific, which an ordinary map cuts in two.
OCEANS = "oceans"
REGIONS = ("pacific", "caribbean", "indian-ocean", "atlantic")
OUTLINES = "outlines"
# A region is shown when so large a part of the countries lies in it.
ENOUGH = 0.7
MANY = 0.3
SHADES = 4
OUTLINE_WIDTH, OUTLINE_HEIGHT = 400, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCountry:
    """A country on a map: ISO alpha-2 code, its name, how many records, where they are."""

    code: str
    label: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class MapShape:
    """A country as it is drawn. `d` is empty for a country that is only a dot."""

    country: MapCountry
    d: str
    dot: tuple[int, int] | None
    shade: int


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map: countries with numbers as shapes, everybody else as one piece of land."""

    name: str
    width: int
    height: int
    land: str
    shapes: tuple[MapShape, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One country on its own; `dots` are islands too small to have a shape."""

    d: str
    dots: tuple[tuple[int, int], ...]
    width: int = OUTLINE_WIDTH
    height: int = OUTLINE_HEIGHT


def draw_map(countries: Sequence[MapCountry], name: str = "") -> MapDrawing | None:
    """Draw the countries; None when the shapes were not built.

    Without a name the region that holds most of the countries is chosen, else the world.
    """
    chosen = name or best_view([country.code for country in countries])
    view = shapes_of(chosen)
    if view is None:
        return None
    shown = {country.code: country for country in countries}
    most = max((country.count for country in countries), default=0)
    return MapDrawing(
        name=chosen,
        width=view["width"],
        height=view["height"],
        land="".join(d for code, d in view["shapes"].items() if code not in shown),
        shapes=tuple(
            MapShape(country, d, dot, shade(country.count, most))
            for country in countries
            for d, dot in [(view["shapes"].get(country.code, ""), dot_of(view, country.code))]
            if d or dot
        ),
    )


def dot_of(view: dict[str, Any], code: str) -> tuple[int, int] | None:
    """Where the dot of a small country is."""
    dot = view["dots"].get(code)
    return (dot[0], dot[1]) if dot else None


def best_view(codes: Sequence[str]) -> str:
    """The region that shows most of the countries, or the world, uncut where many are."""
    seen = {region: share_seen(region, codes) for region in REGIONS}
    best = max(seen, key=lambda region: seen[region])
    if seen[best] >= ENOUGH:
        return best
    return OCEANS if seen["pacific"] >= MANY else WORLD


def share_seen(region: str, codes: Sequence[str]) -> float:
    """Which part of the countries a region shows as a dot or a shape."""
    view = shapes_of(region)
    if view is None or not codes:
        return 0
    return sum(code in view["shapes"] or code in view["dots"] for code in codes) / len(codes)


def shade(count: int, most: int) -> int:
    """0 for nothing, else 1 to 4 by the square root of the share of the largest number."""
    if not count:
        return 0
    return min(SHADES, 1 + int((count / most) ** 0.5 * (SHADES - 0.01)))


def outline_of(code: str) -> Outline | None:
    """The outline of a country; None when it has none or the shapes were not built."""
    outlines = shapes_of(OUTLINES)
    if outlines is None or code not in outlines:
        return None
    found = outlines[code]
    return Outline(found["d"], tuple((x, y) for x, y in found["dots"]))


def shapes_of(name: str) -> dict[str, Any] | None:
    """Read prepared shapes; the file is read again only when it has changed."""
    path = Path(settings.CHM_MAPS_DIR) / f"{name}.json"
    try:
        return read_shapes(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=16)
def read_shapes(path: Path, _changed: int) -> dict[str, Any]:
    """Read one file of shapes."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def are_built() -> bool:
    """Whether all shapes are there."""
    return all(shapes_of(name) is not None for name in (WORLD, OCEANS, *REGIONS, OUTLINES))
