"""The workspace: one page for everybody who signs in, made of panels that rooms register.

A room registers its panels in `AppConfig.ready`. A panel asks little: one or two queries,
as many for few rows as for many. What is urgent in it goes to the top as `Step`s.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User

MAX_STEPS = 3
SHOW_ALL = gettext_lazy("Show all")

Context = Mapping[str, Any]


class Urgency(IntEnum):
    """What comes first among the steps."""

    OTHERS_WAIT = 0
    CAME_BACK = 1
    NEWS = 2
    IMPROVE = 3


@dataclass(frozen=True, slots=True)
class Step:
    """Something worth doing next, as a link. `title` is a sentence in the reader's language."""

    title: str
    url: str
    urgency: Urgency


def no_steps(_context: Context) -> Iterable[Step]:
    """A panel in which nothing is urgent."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of the workspace.

    `context` answers what the template shows as `panel`; `steps` reads the same answer.
    `more_url` names the address of the page with everything, "" for none; `more_label` is
    the link to it. `in_menu` puts that page beside every page of the workspace.
    """

    key: str
    title: str | Promise
    icon: str
    order: int
    may_see: Callable[[User], bool]
    context: Callable[[HttpRequest], Context]
    template: str
    more_url: str = ""
    more_label: str | Promise = SHOW_ALL
    in_menu: bool = True
    steps: Callable[[Context], Iterable[Step]] = no_steps


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel with what it shows; `more` is the address of its page or ""."""

    panel: Panel
    context: Context
    more: str


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A page of the workspace. `is_page` on the page itself, `is_current` also below it."""

    title: str
    url: str
    icon: str
    is_page: bool
    is_current: bool


class DuplicatePanelError(Exception):
    """Two panels have the same key."""


_panels: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel to the workspace; the same key twice is an error."""
    if panel.key in _panels:
        raise DuplicatePanelError(f"The panel {panel.key!r} is registered already.")
    _panels[panel.key] = panel


def panels() -> list[Panel]:
    """All panels in their order."""
    return sorted(_panels.values(), key=lambda panel: (panel.order, panel.key))


def everybody(_user: User) -> bool:
    """Let everybody who signs in see a panel."""
    return True


def shown_panels(request: HttpRequest, user: User) -> list[ShownPanel]:
    """The user's panels with what they show now."""
    return [
        ShownPanel(panel, panel.context(request), reverse(panel.more_url) if panel.more_url else "")
        for panel in panels()
        if panel.may_see(user)
    ]


def first_steps(shown: Iterable[ShownPanel]) -> list[Step]:
    """The most urgent steps of all panels: what others wait for comes first."""
    steps = [step for part in shown for step in part.panel.steps(part.context)]
    return sorted(steps, key=lambda step: step.urgency)[:MAX_STEPS]


def menu_for(user: User, path: str) -> list[MenuLink]:
    """The pages of the workspace that the user may open, for a reader at `path`."""
    home, account = reverse("workspace:home"), reverse("accounts:home")
    links = [MenuLink(gettext("Your workspace"), home, "home", path == home, path == home)]
    for panel in panels():
        if panel.more_url and panel.in_menu and panel.may_see(user):
            url = reverse(panel.more_url)
            is_below = path.startswith(url)
            links.append(MenuLink(str(panel.title), url, panel.icon, path == url, is_below))
    is_account = path == account
    return [
        *links,
        MenuLink(gettext("Your account"), account, "cog-6-tooth", is_account, is_account),
    ]
