"""Rules about the files of the house."""

import re
import subprocess
from pathlib import Path

from django.conf import settings

MAX_LINES = 500
# Each has a code and a reason; the number may only go down.
MAX_TYPE_IGNORES = 40
BANNED_NAMES = {"common", "core", "helpers", "misc", "util", "utils"}
ROOMS = (
    "accounts",
    "cms",
    "config",
    "exchange",
    "experts",
    "notifications",
    "records",
    "search",
    "vocabularies",
)


def tracked(*patterns: str) -> list[Path]:
    """The files that git knows, or would: new ones count, ignored ones do not."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (Path(settings.BASE_DIR, line) for line in listing.stdout.splitlines())
    return [path for path in paths if path.is_file()]


def relative(path: Path) -> str:
    """The path within the project."""
    return str(path.relative_to(settings.BASE_DIR))


def test_no_file_is_longer_than_500_lines():
    too_long = {
        relative(path): count
        for path in tracked("*.py", "*.html", "*.css", "*.js", "*.mjs")
        if "migrations" not in path.parts
        if (count := len(path.read_text().splitlines())) > MAX_LINES
    }

    assert too_long == {}


def test_nothing_is_called_utils():
    banned = [relative(path) for path in tracked("*.py") if path.stem in BANNED_NAMES]
    banned += [
        relative(path) for path in tracked("*.py") if BANNED_NAMES & {*path.parent.parts[-3:]}
    ]

    assert banned == []


def test_locale_is_not_a_package():
    """With an `__init__.py` it would hide Python's own `locale` module."""
    assert tracked("locale/**/*.py", "locale/*.py") == []


def test_every_ignored_type_has_a_code_and_they_do_not_grow():
    ignores = [
        (relative(path), line)
        for path in tracked("*.py")
        for line in path.read_text().splitlines()
        if re.search(r"#\s*type:\s*ignore", line) and path != Path(__file__)
    ]

    assert [entry for entry in ignores if not re.search(r"ignore\[[a-z-]+", entry[1])] == []
    assert len(ignores) <= MAX_TYPE_IGNORES


def test_every_switched_off_rule_is_named():
    bare = [
        relative(path)
        for path in tracked("*.py")
        if path != Path(__file__) and re.search(r"#\s*noqa(?!:)", path.read_text())
    ]

    assert bare == []


def test_nothing_is_left_unfinished():
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    unfinished = [
        relative(path)
        for path in tracked("*.py", "*.html", "*.css", "*.mjs")
        if words.search(path.read_text())
    ]

    assert unfinished == []


def test_no_path_of_one_machine_is_written_down():
    personal = re.compile(r"(^|[^\w./-])/(home/\w+|root|Users/\w+)/")
    found = [
        relative(path)
        for path in tracked()
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".html", ".mjs", ""}
        and path != Path(__file__)
        and path.stat().st_size < 1_000_000
        and personal.search(path.read_text(errors="replace"))
    ]

    assert found == []


def test_settings_modules_read_the_environment_only_through_env():
    readers = [
        relative(path)
        for room in ROOMS
        for path in tracked(f"{room}/*.py")
        if "os.environ" in path.read_text() or "getenv(" in path.read_text()
    ]

    assert set(readers) <= {"config/celery.py", "config/env.py", "config/wsgi.py"}
