"""Plain pages, sections and guidance."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from cms.blocks import body_field, files_field
from cms.models.base import BasePage
from cms.models.classified import ClassifiedPage


class StandardPage(BasePage):
    """A page of text."""

    record_kind = "page"
    text_fields = ("body",)

    body = body_field()

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class SectionPage(BasePage):
    """A part of the site: some text and the list of the pages below."""

    record_kind = "section"
    text_fields = ("body",)

    body = body_field()

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class GuidancePage(ClassifiedPage):
    """How to do something, step by step."""

    record_kind = "guidance"
    text_fields = ("audience", "body")

    audience = models.CharField(
        _("for whom"),
        max_length=255,
        blank=True,
        help_text=_("For example: national focal points who report for the first time."),
    )
    body = body_field()
    attachments = files_field(_("files"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("audience"),
        FieldPanel("body"),
        FieldPanel("attachments"),
        *ClassifiedPage.classification_panels,
    ]

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance")
