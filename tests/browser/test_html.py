"""The HTML of every kind of page in every language is valid."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.conftest import Site
from tests.browser.pages import combinations, path_of

pytestmark = pytest.mark.browser


def fetch(address: str, language: str) -> bytes:
    """The body of a page, whatever its status."""
    request = urllib.request.Request(address, headers={"Accept-Language": language})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        return error.read()


def test_the_validator_finds_no_error_on_any_page(site: Site, node_tools: Path, tmp_path: Path):
    for kind, language in combinations():
        address = site.address(path_of(site, kind), language)
        name = f"{kind.replace(' ', '_')}.{language}.html"
        (tmp_path / name).write_bytes(fetch(address, language))
    jar = node_tools / "vnu-jar" / "build" / "dist" / "vnu.jar"

    result = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--format", "json", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    messages = json.loads(result.stderr)["messages"]
    assert [
        (Path(item["url"]).name, item["message"], item.get("extract", "")) for item in messages
    ] == []
