"""The front page."""

from typing import ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import BaseTranslatableField

from cms.blocks import body_field
from cms.blocks.records import RecordChooserBlock
from cms.fields import LocalField, SlimStreamField, synchronised
from cms.models.base import BasePage
from cms.routing import route_at_once, route_to_source


class HomePage(BasePage):
    """The root of a language."""

    record_kind = None
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    lead = models.CharField(
        _("opening sentence"),
        max_length=200,
        blank=True,
        help_text=_("One sentence that says what the site is for."),
    )
    featured = SlimStreamField(
        blocks.StreamBlock([("record", RecordChooserBlock())], max_num=3),
        verbose_name=_("featured"),
        blank=True,
        default=list,
        help_text=_("Up to three records shown in the middle of the page."),
    )
    body = body_field()

    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("featured"),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]
    # Home pages are siblings under the root, so each language needs a slug of its own.
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        LocalField("slug"),
        *synchronised("review_date"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page; without a translation, the source page at the same path."""
        try:
            if path_components:
                return route_at_once(self, path_components)
            return super().route(request, path_components)
        except Http404:
            return route_to_source(self, request, path_components)
