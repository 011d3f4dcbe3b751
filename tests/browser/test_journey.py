"""From an editor's draft to a visitor's find, and back out of sight, in a real browser."""

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from cms.demo.accounts import PUBLISHED_PASSWORD
from tests.browser.conftest import LANGUAGES, Site

pytestmark = pytest.mark.browser

TITLE = "Goats gone from the seabird cliffs"
SLUG = "goats-gone-from-the-seabird-cliffs"
TOPIC = "cbd-subjects:CBD-SUBJECT-IAS"
FRENCH_LABEL = "espèces exotiques envahissantes"
REASON = "Please say which island this was."
SECONDS_TO_FIND = 2


def sign_in(chromium: Browser, site: Site, role: str) -> Page:
    """Open the admin as one of the demonstration's people."""
    page = chromium.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.goto(f"{site.url}/admin/")
    page.locator("input[name=login]").fill(f"{role}@example.org")
    page.locator("input[name=password]").fill(PUBLISHED_PASSWORD)
    page.locator("main button[type=submit]", has_text="Sign in").first.click()
    page.wait_for_url("**/admin/**")
    return page


def open_actions(page: Page) -> None:
    """Open the menu beside "Save draft"."""
    page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()


def submit(page: Page) -> None:
    """Hand the page in for moderation."""
    open_actions(page)
    page.locator("footer button[name=action-submit]").click()
    page.wait_for_url("**/admin/pages/*/")


def fetch(url: str, accept: str = "text/html") -> tuple[int, str]:
    """What a visitor without an account receives."""
    request = urllib.request.Request(url, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def public_channels(site: Site, uid: str) -> Iterator[str]:
    """Every address at which the case study could be met, in every language."""
    label = urllib.parse.quote(FRENCH_LABEL)
    for language in LANGUAGES:
        yield f"{site.url}/{language}/knowledge/{SLUG}/"
        yield f"{site.url}/{language}/search/?q=seabird+cliffs"
        yield f"{site.url}/{language}/search/?q={label}"
        yield f"{site.url}/{language}/search/?kind=case-study&sort=newest"
        yield f"{site.url}/{language}/search/suggest/?q=goats"
        yield f"{site.url}/{language}/knowledge/?sort=newest"
        yield f"{site.url}/{language}/"
    yield f"{site.url}/id/{uid}"
    yield f"{site.url}/id/{uid}?format=json"
    yield f"{site.url}/sitemap-1.xml"


def count_of_case_studies(site: Site) -> int:
    """The number beside "case study" among the filters."""
    counted = site.shell(
        "from search.actions import search; from records.audiences import Viewer; "
        "facet = search(viewer=Viewer.anonymous(), language='en').facets['kind']; "
        "print('COUNT', next(v.count for v in facet.values if v.value == 'case-study'))"
    )
    return int(counted.split("COUNT")[1])


def test_a_case_study_goes_from_draft_to_reader_and_out_of_sight(chromium: Browser, site: Site):
    before = count_of_case_studies(site)
    editor = sign_in(chromium, site, "editor")
    parent = site.shell(
        "from cms.models import KnowledgeIndexPage; "
        "print('PK', KnowledgeIndexPage.objects.get(locale__language_code='en').pk)"
    ).split("PK")[1]
    editor.goto(f"{site.url}/admin/pages/add/cms/casestudy/{int(parent)}/")
    editor.locator("[name=title]").fill(TITLE)
    editor.locator("textarea[name=summary]").fill(
        "Villagers removed goats and the petrels came back to nest."
    )
    editor.locator(f"input[name=cbd_subjects][value='{TOPIC}']").check()
    submit(editor)
    edit_address = editor.locator(".messages a", has_text="Edit").first.get_attribute("href")
    assert edit_address

    moderator = sign_in(chromium, site, "moderator")
    moderator.goto(site.url + edit_address)
    open_actions(moderator)
    moderator.get_by_role("button", name="Return with a reason").click()
    moderator.locator(".modal textarea").first.fill(REASON)
    moderator.locator(".modal [type=submit]").first.click()
    moderator.wait_for_url("**/admin/pages/*/")

    editor.goto(f"{site.url}/admin/")
    expect(editor.locator("main")).to_contain_text(REASON)
    editor.goto(site.url + edit_address)
    editor.locator("textarea[name=summary]").fill(
        "On Vatu Lailai villagers removed goats and the petrels came back to nest."
    )
    submit(editor)

    visitor = chromium.new_context(locale="fr").new_page()
    visitor.goto(f"{site.url}/fr/")
    visitor.locator("input[name=q]:visible").first.fill(FRENCH_LABEL)
    moderator.goto(site.url + edit_address)
    open_actions(moderator)
    with moderator.expect_navigation():
        moderator.get_by_role("button", name="Approve and Publish").click()
    published = time.monotonic()
    visitor.keyboard.press("Enter")
    visitor.get_by_role("link", name=TITLE).first.wait_for(timeout=5000)
    assert time.monotonic() - published < SECONDS_TO_FIND
    visitor.get_by_role("link", name=TITLE).first.click()
    expect(visitor.locator("html")).to_have_attribute("lang", "fr")
    expect(visitor.locator("h1")).to_contain_text(TITLE)
    assert count_of_case_studies(site) == before + 1

    uid = (
        site.shell(
            "from cms.models import CaseStudy; "
            f"print('UID', CaseStudy.objects.get(slug='{SLUG}').translation_key)"
        )
        .split("UID")[1]
        .strip()
    )
    assert fetch(f"{site.url}/id/{uid}", "application/json")[0] == 200
    assert SLUG in fetch(f"{site.url}/sitemap-1.xml")[1]

    moderator.goto(site.url + edit_address)
    moderator.locator("button[aria-label='Toggle status']").first.click()
    moderator.locator("[data-a11y-dialog-show=set-privacy]:visible").first.click()
    moderator.locator("input[name=restriction_type][value=login]").check()
    with moderator.expect_response("**/privacy/"):
        moderator.locator("#set-privacy [type=submit]").first.click()

    for address in public_channels(site, uid):
        status, body = fetch(address)
        assert TITLE not in body, address
        if uid in address or SLUG in address:
            # A page that is not found names the path it was asked for, and nothing else.
            assert status == 404, address
        else:
            assert SLUG not in body, address
    assert fetch(f"{site.url}/id/{uid}", "application/json")[0] == 404
    assert count_of_case_studies(site) == before
