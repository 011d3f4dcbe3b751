"""Tags of page templates: what a page shows beside its own fields."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template import Context
from wagtail.models import Page

from cms.presenting import collections
from cms.presenting.calendar import calendar_of
from cms.presenting.home import home_details
from cms.presenting.reader import PageText, Reader, text_of
from cms.presenting.record import RecordDetails, record_details
from records.panels import Panel, country_panels

register = template.Library()

KEPT = "record_details"

Presenter = Callable[[Page, Reader], Any]


def details_tag(name: str, presenter: Presenter) -> None:
    """Register a tag that presents the page of the context to the reader of its request."""

    def tag(context: Context) -> Any:
        return presenter(context["page"], Reader.of(context["request"]))

    register.simple_tag(tag, takes_context=True, name=name)


details_tag("home_details", home_details)
details_tag("country_gathering", collections.country_gathering)
details_tag("theme_gathering", collections.theme_gathering)
details_tag("children", collections.children_of)
details_tag("country_list", collections.country_list)
details_tag("news_list", collections.news_list)
details_tag("event_calendar", calendar_of)


@register.simple_tag(takes_context=True)
def record_details_of(context: Context, page: Page) -> RecordDetails:
    """The record of the page that is shown, with its facts and what is related to it.

    The blocks of one page ask several times; it is read once per rendering.
    """
    kept: RecordDetails | None = context.render_context.get(KEPT)
    if kept is None:
        kept = record_details(page, Reader.of(context["request"]))
        context.render_context[KEPT] = kept
    return kept


@register.simple_tag(takes_context=True)
def country_panels_of(context: Context, page: Page) -> list[Panel]:
    """What other rooms show on the page of a country."""
    reader = Reader.of(context["request"])
    return country_panels(page.country, reader.viewer, reader.language)


@register.simple_tag
def page_text(page: Page) -> PageText:
    """The language that a page is written in."""
    return text_of(page)
