"""News."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail_localize.fields import BaseTranslatableField

from cms.blocks import body_field, files_field
from cms.fields import synchronised
from cms.models.base import BasePage
from cms.models.classified import ClassifiedPage


class NewsIndexPage(BasePage):
    """The list of news."""

    record_kind = "section"
    subpage_types: ClassVar[list[str]] = ["cms.NewsPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")


class NewsPage(ClassifiedPage):
    """One piece of news."""

    record_kind = "news"
    text_fields = ("body",)
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    date = models.DateField(_("date"), default=timezone.localdate)
    body = body_field()
    attachments = files_field(_("files"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        FieldPanel("attachments"),
        *ClassifiedPage.classification_panels,
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *ClassifiedPage.override_translatable_fields,
        *synchronised("date"),
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
