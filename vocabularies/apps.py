"""Vocabularies: the controlled terms."""

from django.apps import AppConfig


class VocabulariesConfig(AppConfig):
    """One table of terms for every scheme."""

    name = "vocabularies"
