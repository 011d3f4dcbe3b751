"""Tags that draw maps and outlines."""

from collections.abc import Iterable
from typing import Any

from django import template

from cms import maps

register = template.Library()


@register.simple_tag
def country_map(countries: Iterable[Any], name: str = "") -> maps.MapDrawing | None:
    """The map of things with `code`, `label`, `count` and `url`; None without shapes."""
    return maps.draw_map(
        [
            maps.MapCountry(
                code=country.code, label=country.label, count=country.count or 0, url=country.url
            )
            for country in countries
        ],
        name,
    )


@register.simple_tag
def country_outline(code: str) -> maps.Outline | None:
    """The outline of the country with this ISO alpha-2 code."""
    return maps.outline_of(code.upper())
