"""The style sheets: logical properties, the tokens' contrast, and what they weigh."""

import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import django_htmx
import pytest
from django.conf import settings

from cms import contrast

STATIC = Path(settings.BASE_DIR) / "frontend" / "static"
# Every page loads these two; some rooms add one of their own.
COMMON = [STATIC / "css" / "base.css", STATIC / "css" / "components.css"]
SHEETS = sorted(
    path for path in Path(settings.BASE_DIR).glob("*/static/*/*.css") if path.name != "admin.css"
)
PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom))"
    r"|(?:^|[\s;{])(?:left|right|float|clear)\s*:|text-align:\s*(?:left|right)"
)
TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")
# What LOOK.md promises on the background of the page.
PROMISED = {"ink": 14, "muted": 6, "primary": 7, "link": 6, "accent": 5}


def weight(*paths: Path) -> int:
    """Bytes on the wire."""
    return sum(len(brotli.compress(path.read_bytes())) for path in paths)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_know_no_left_and_right(sheet: Path) -> None:
    assert PHYSICAL.findall(sheet.read_text()) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_load_nothing_from_elsewhere(sheet: Path) -> None:
    assert "url(" not in sheet.read_text()
    assert "@import" not in sheet.read_text()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_sheets_of_a_page_weigh_15_kilobytes_at_most(sheet: Path) -> None:
    assert weight(*{*COMMON, sheet}) <= 15 * 1024


def test_scripts_with_htmx_weigh_25_kilobytes_at_most() -> None:
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    assert weight(htmx, *(STATIC / "js").glob("*.js")) <= 25 * 1024


def tokens_of_sheet() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the style sheet, by day and by night."""
    light, dark = (STATIC / "css" / "base.css").read_text().split("prefers-color-scheme: dark", 1)
    by_day = dict(TOKEN.findall(light))
    return by_day, by_day | dict(TOKEN.findall(dark.split("*,", 1)[0]))


def test_the_sheet_and_the_admin_know_the_same_colours() -> None:
    by_day, by_night = tokens_of_sheet()
    assert {name: by_day[name] for name in contrast.LIGHT} == contrast.LIGHT
    assert {name: by_night[name] for name in contrast.DARK} == contrast.DARK


@pytest.mark.parametrize("colours", tokens_of_sheet(), ids=["light", "dark"])
def test_text_stands_out_as_much_as_promised(colours: dict[str, str]) -> None:
    for name, least in PROMISED.items():
        assert contrast.ratio(colours[name], colours["paper"]) >= least, name
    assert list(contrast.shortfalls(colours)) == []
