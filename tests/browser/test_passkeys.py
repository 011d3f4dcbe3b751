"""Passkeys in a real browser, with an authenticator that the browser plays itself."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

PASSWORD = "a-mangrove-stands-in-salt-water"
MAKE_USER = f"""
from accounts.models import User
User.objects.filter(email="passkey@example.org").delete()
User.objects.create_superuser("passkey@example.org", "{PASSWORD}", language="en")
"""
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def open_page(chromium: Browser, problems: list[str]) -> Page:
    page = chromium.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def press(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()


def test_a_passkey_is_added_and_signs_in_alone(site: Site, chromium: Browser) -> None:
    site.shell(MAKE_USER)
    # Browsers know no passkeys for bare addresses.
    url = f"http://localhost:{urlsplit(site.url).port}"
    problems: list[str] = []
    page = open_page(chromium, problems)
    page.goto(f"{url}/accounts/login/")
    page.get_by_label("Mail address").fill("passkey@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    page.goto(f"{url}/accounts/2fa/webauthn/add/")
    page.get_by_label("Current password").or_(page.get_by_label("Password")).fill(PASSWORD)
    press(page, "Continue")
    press(page, "Add passkey")
    page.wait_for_url(f"{url}/accounts/2fa/recovery-codes/")
    page.goto(f"{url}/accounts/logout/")
    press(page, "Sign out")
    page.goto(f"{url}/accounts/login/?next=/accounts/2fa/")
    press(page, "Sign in with a passkey")
    page.wait_for_url(f"{url}/accounts/2fa/")
    assert page.get_by_text("You have 1 passkey.").is_visible()
    assert problems == []
    page.close()


def test_a_refused_passkey_is_told_in_words(site: Site, chromium: Browser) -> None:
    page = chromium.new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR | {"isUserVerified": False}}
    )
    page.goto(f"http://localhost:{urlsplit(site.url).port}/accounts/login/")
    press(page, "Sign in with a passkey")
    page.get_by_text("The passkey was not used.").wait_for()
    page.close()
