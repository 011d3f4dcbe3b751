"""Every kind of page in six languages: accessible, light, self-contained, fit for a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Site
from tests.browser.pages import LISTS, WITH_MAP, combinations, path_of

pytestmark = pytest.mark.browser

KILOBYTE = 1000
AXE_TAGS = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
]  # fmt: skip
WIDTHS = (1280, 320)


@pytest.fixture(params=[*combinations()], ids=lambda pair: f"{pair[0]}-{pair[1]}")
def page_in_language(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A kind of page and a language."""
    return request.param


@pytest.fixture
def context(chromium: Browser, page_in_language: tuple[str, str]) -> Iterator[BrowserContext]:
    """A fresh profile that asks for the language."""
    opened = chromium.new_context(locale=page_in_language[1])
    yield opened
    opened.close()


def watch(page: Page) -> tuple[list[str], list[str]]:
    """Collect console errors and requested addresses of a page."""
    errors: list[str] = []
    requested: list[str] = []
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda made: requested.append(made.url))
    return errors, requested


def bytes_on_the_wire(page: Page) -> list[int]:
    """Begin to count what the browser receives; the list fills while the page loads."""
    received: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received


def budget(kind: str) -> int:
    """Kilobytes that the page may weigh (DESIGN.md 5)."""
    if kind in WITH_MAP:
        return 110
    return 80 if kind in LISTS else 60


def test_page_is_accessible_light_and_self_contained(
    site: Site, context: BrowserContext, node_tools: Path, page_in_language: tuple[str, str]
):
    kind, language = page_in_language
    axe = (node_tools / "axe-core" / "axe.min.js").read_text()
    for width in WIDTHS:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        errors, requested = watch(page)
        received = bytes_on_the_wire(page)
        page.goto(site.address(path_of(site, kind), language), wait_until="networkidle")

        if kind == "not found":
            errors = [error for error in errors if "404" not in error]
        assert errors == []
        assert [url for url in requested if not url.startswith((site.url, "data:"))] == []
        if width == WIDTHS[0]:
            pictures = page.evaluate("document.images.length")
            limit = budget(kind) if not pictures else 250
            assert sum(received) <= limit * KILOBYTE, f"{sum(received)} bytes"
        scrolled = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert scrolled <= 0, f"{scrolled} px wider than the window of {width} px"
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        page.evaluate(axe)
        found = page.evaluate(
            "tags => axe.run({runOnly: {type: 'tag', values: tags}}).then(r => r.violations)",
            AXE_TAGS,
        )
        assert [(item["id"], [node["html"] for node in item["nodes"]][:3]) for item in found] == []
        page.close()
