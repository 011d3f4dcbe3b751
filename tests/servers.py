"""Tests that need a server or a browser: skipped where it is absent, never in CI.

`CHM_TEST_STRICT=1` turns every skip into a failure: what a strict run does not want to
run it deselects (`-m "not browser"`).
"""

import os
import shutil
from collections.abc import Generator

import pytest
from django.db import connection

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def is_strict() -> bool:
    """Whether nothing may be skipped."""
    return os.environ.get("CHM_TEST_STRICT") == "1"


def elasticsearch_url() -> str:
    """The node that tests use, or ""."""
    return os.environ.get("CHM_TEST_ELASTICSEARCH_URL") or os.environ.get("ELASTICSEARCH_URL", "")


def missing_servers() -> dict[str, str]:
    """Map each marker whose server is absent to a line that says how to get it."""
    present = {
        "postgresql": (
            connection.vendor == "postgresql",
            "set DATABASE_URL=postgres://user:password@host/name to run it on PostgreSQL",
        ),
        "sqlite": (
            connection.vendor == "sqlite",
            "it is about the embedded database: unset DATABASE_URL",
        ),
        "redis": (
            bool(os.environ.get("CHM_TEST_REDIS_URL")),
            "start a Redis and set CHM_TEST_REDIS_URL=redis://127.0.0.1:6379/15",
        ),
        "elasticsearch": (
            bool(elasticsearch_url()),
            "start an Elasticsearch 9 and set CHM_TEST_ELASTICSEARCH_URL=http://127.0.0.1:9200",
        ),
        "browser": (
            any(shutil.which(name) for name in BROWSERS),
            "install Chromium, for instance with `apt install chromium`",
        ),
    }
    return {marker: how for marker, (found, how) in present.items() if not found}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here, with the line that says how to run it."""
    missing = missing_servers()
    for item in items:
        for marker in missing.keys() & {mark.name for mark in item.iter_markers()}:
            item.add_marker(pytest.mark.skip(reason=f"needs {marker}: {missing[marker]}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In a strict run a skipped test has failed."""
    report = yield
    if report.skipped and is_strict():
        report.outcome = "failed"
        report.longrepr = f"Skipped in a strict run: {report.longrepr}"
    return report
