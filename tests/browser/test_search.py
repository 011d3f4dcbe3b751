"""Searching by keyboard alone, in Arabic."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

COUNTRY = "#country-PW"


@pytest.fixture
def page(chromium: Browser, site: Site) -> Page:
    opened = chromium.new_context(locale="ar", viewport={"width": 1280, "height": 900}).new_page()
    opened.goto(f"{site.url}/ar/search/?q=reef")
    return opened


def follow(page: Page, selector: str) -> None:
    """Press Enter on a link that the keyboard reaches."""
    link = page.locator(selector).first
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_suggestions_are_chosen_by_arrows(page: Page):
    field = page.locator("#list-text")
    field.fill("")
    field.press_sequentially("coral", delay=20)
    expect(page.locator("#list-text-suggestions")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    option = page.locator(f"#{active}")
    expect(option).to_have_attribute("aria-selected", "true")
    address = option.get_attribute("data-url")
    page.keyboard.press("Escape")
    expect(page.locator("#list-text-suggestions")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert address
    assert "/ar/" in page.url


def test_filter_chip_map_and_back(page: Page):
    before = page.locator("#list-count").inner_text()
    page.locator(COUNTRY).focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("country=PW"))
    expect(page.locator("#list-count")).not_to_have_text(before)
    expect(page.locator(COUNTRY)).to_be_focused()
    expect(page.locator(COUNTRY)).to_be_checked()

    follow(page, ".chips a")
    expect(page.locator("#list-count")).to_have_text(before)
    follow(page, ".views li:last-child a")
    expect(page.locator(".map-land")).to_be_attached()
    follow(page, ".map-drawing a")
    expect(page).to_have_url(re.compile("country="))
    expect(page.locator(".rows")).to_be_visible()


def test_a_record_leads_to_what_is_like_it(page: Page):
    follow(page, ".tabs li:nth-child(2) a")
    follow(page, ".rows .row-title a")
    page.locator("#similar-title").scroll_into_view_if_needed()
    expect(page.locator(".similar-list li").first).to_be_visible()
    follow(page, ".similar-list .row-title a")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
