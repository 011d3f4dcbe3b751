"""Filters of the pages of people."""

from django import template

from experts import presenting

register = template.Library()


@register.filter
def initials(name: str) -> str:
    """The letters that stand in for a portrait."""
    return presenting.initials_of(name)
