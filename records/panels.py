"""What upper rooms add to the page of a country, without its room knowing them.

A panel is a template and what it shows. The room that makes the page asks for the panels
of its country and includes each template with `shown`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from records.audiences import Viewer

# (ISO alpha-2 code, who looks, language) -> what the template shows; None for nothing.
Presenter = Callable[[str, Viewer, str], Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page, ready to be drawn."""

    template: str
    shown: Any


class DuplicatePanelError(Exception):
    """Two panels use the same template."""


_country_panels: dict[str, Presenter] = {}


def register_country_panel(template: str, presenter: Presenter) -> None:
    """Add a panel to the pages of countries; the same template twice is an error."""
    if _country_panels.setdefault(template, presenter) is not presenter:
        raise DuplicatePanelError(f"The panel {template!r} is registered already.")


def country_panels(code: str, viewer: Viewer, language: str) -> list[Panel]:
    """The panels that have something to show for a country, in order of registration."""
    found = (
        Panel(template, presenter(code, viewer, language))
        for template, presenter in _country_panels.items()
    )
    return [panel for panel in found if panel.shown]
