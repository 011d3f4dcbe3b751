"""Plain pages."""

from cms.models.base import BasePage


class StandardPage(BasePage):
    """A page of text."""
