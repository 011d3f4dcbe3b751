"""The front page."""

from typing import ClassVar

from cms.models.base import BasePage


class HomePage(BasePage):
    """The root of a language."""

    record_kind = None
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
