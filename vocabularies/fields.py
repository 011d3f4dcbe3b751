"""The model field with which content carries terms."""

from typing import Any

from django.db import models
from django.forms import Field as FormField

from vocabularies import forms


class TermsField(models.JSONField):
    """A list of term identifiers of one vocabulary: ["countries:FJ", "countries:WS"].

    Stored as JSON in the order of the vocabulary; never null. The form field is a
    filterable list of checkboxes in the editor's language.
    """

    def __init__(self, *args: Any, scheme: str = "", **kwargs: Any) -> None:
        self.scheme = scheme
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Keep the vocabulary in migrations, so that historical models can be cloned."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"scheme": self.scheme}

    def formfield(self, **kwargs: Any) -> FormField:
        """Return the field that chooses terms."""
        return forms.TermsField(
            scheme=self.scheme,
            required=not self.blank,
            label=kwargs.get("label") or self.verbose_name,
            help_text=kwargs.get("help_text") or self.help_text,
            initial=kwargs.get("initial"),
        )
