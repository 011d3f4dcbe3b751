"""Search: one interface, several engines."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finds records; knows nothing of who made them."""

    name = "search"
