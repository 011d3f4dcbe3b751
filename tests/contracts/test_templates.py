"""Rules that hold in every template."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = sorted(
    path
    for room in settings.BASE_DIR.iterdir()
    if (room / "templates").is_dir()
    for path in (room / "templates").rglob("*")
    if path.suffix in {".html", ".txt", ".xml", ".svg"}
)
PAGES = [path for path in TEMPLATES if path.suffix in {".html", ".svg"}]
BANNED = {
    "|safe prints what somebody wrote as markup": r"\|\s*safe(seq)?\b",
    "{% autoescape off %} prints what somebody wrote as markup": r"autoescape\s+off",
    "a style attribute is refused by the content security policy": r"<[^>{]*\sstyle\s*=",
    "a <style> element is refused by the content security policy": r"<style\b",
    "an on… attribute is refused by the content security policy": r"<[^>{]*\son[a-z]+\s*=",
    "a script without src is refused by the content security policy": (
        r"<script\b(?![^>]*\b(src=|type=\"application/(ld\+)?json\"))[^>]*>"
    ),
    "hx-… attributes are invalid HTML: write data-hx-…": r"\s(?<!data-)hx-[a-z-]+=",
    "what another host serves makes a foreign request": (
        r"<(script|link|img|iframe|source)\b[^>]*\b(src|href|srcset)=[\"']https?://"
    ),
    "a target that opens a window surprises people": r"target=[\"']_blank",
}


def name_of(path: Path) -> str:
    """The name by which the template is loaded."""
    return str(path).partition("/templates/")[2]


def has_its_own_style(path: Path) -> bool:
    """Whether no style sheet reaches it: mail, and drawings shown as images."""
    return "email" in name_of(path) or path.suffix == ".svg"


def test_there_are_templates():
    assert len(PAGES) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_loads(path):
    assert get_template(name_of(path))


@pytest.mark.parametrize("reason", BANNED)
def test_no_template_does_what_is_banned(reason):
    pattern = re.compile(BANNED[reason])
    found = [
        f"{name_of(path)}: {match.group(0).strip()}"
        for path in PAGES
        if not ("style" in reason and has_its_own_style(path))
        for match in pattern.finditer(path.read_text())
    ]

    assert found == []


def test_no_two_rooms_have_a_template_of_the_same_name():
    names = [name_of(path) for path in TEMPLATES]

    assert sorted(names) == sorted(set(names))
