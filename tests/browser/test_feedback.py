"""The question below each page, answered without leaving the page and without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

COUNT = "from cms.models import Feedback; print('COUNT', Feedback.objects.count())"
THANKS = "Thank you. The editors read every answer."


def answers(site: Site) -> int:
    """How many answers the site has stored."""
    return int(site.shell(COUNT).split("COUNT")[1])


def say(page: Page, answer: str) -> None:
    """Choose an answer below the page, then send it."""
    page.locator(".feedback").get_by_role("link", name=answer, exact=True).click()
    page.get_by_role("button", name="Send feedback").click()


def test_an_answer_is_given_in_place(site: Site, chromium: Browser) -> None:
    before = answers(site)
    page = chromium.new_page()
    address = site.address(site.pages["case-study"])
    page.goto(address)
    say(page, "Yes")
    expect(page.locator(".feedback")).to_contain_text(THANKS)
    assert page.url == address
    assert page.locator("h1").count() == 1
    assert page.locator(".feedback form").count() == 0
    assert answers(site) == before + 1
    page.close()


def test_a_problem_without_words_is_asked_for_them_in_place(site: Site, chromium: Browser) -> None:
    before = answers(site)
    page = chromium.new_page()
    address = site.address(site.pages["case-study"])
    page.goto(address)
    say(page, "Report a problem")
    expect(page.locator(".feedback")).to_contain_text("Say in a few words what is wrong.")
    page.locator(".feedback textarea").fill("The map is missing.")
    page.get_by_role("button", name="Send feedback").click()
    expect(page.locator(".feedback")).to_contain_text(THANKS)
    assert page.url == address
    assert answers(site) == before + 1
    page.close()


def test_an_answer_is_given_without_scripts(site: Site, chromium: Browser) -> None:
    before = answers(site)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address(site.pages["case-study"]))
    say(page, "No")
    expect(page.locator("main")).to_contain_text(THANKS)
    page.get_by_role("link", name="Back to the page").click()
    assert page.url == site.address(site.pages["case-study"])
    assert answers(site) == before + 1
    context.close()
