"""Theme pages: a topic with everything that is recorded about it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from cms.blocks import body_field, links_field
from cms.models.base import BasePage
from cms.models.classified import ClassifiedPage


class ThemeIndexPage(BasePage):
    """The list of themes."""

    record_kind = "section"
    text_fields = ("body",)
    subpage_types: ClassVar[list[str]] = ["cms.ThemePage"]

    body = body_field()

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("list of themes")
        verbose_name_plural = _("lists of themes")


class ThemePage(ClassifiedPage):
    """A theme; its terms choose the records that it shows."""

    record_kind = "theme"
    text_fields = ("body",)
    parent_page_types: ClassVar[list[str]] = ["cms.ThemeIndexPage"]
    subpage_types: ClassVar[list[str]] = ["cms.StandardPage"]

    body = body_field()
    links = links_field(_("links"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("body"),
        *ClassifiedPage.classification_panels,
        FieldPanel("links"),
    ]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    @property
    def terms(self) -> list[str]:
        """The identifiers that choose the theme's records."""
        return [identifier for name in self.term_fields for identifier in getattr(self, name)]
