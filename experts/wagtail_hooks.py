"""What the experts room adds to the Wagtail admin."""

from typing import Any

from wagtail import hooks

from experts.viewsets import PeopleViewSetGroup


@hooks.register("register_admin_viewset")
def register_people() -> Any:
    """The menu with its pages."""
    return PeopleViewSetGroup()
