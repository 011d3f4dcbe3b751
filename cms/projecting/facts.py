"""Typed fields as facts of a record.

A text is {language: text}. A choice is its label in the six languages, with the stored
code beside it as `<name>_code`. Dates and numbers are text and numbers.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import CharField, Field, TextField, URLField
from django.utils.text import capfirst
from django.utils.translation import override

from cms.fields import PartialDateField
from cms.models import BasePage
from cms.plaintext import html_to_text
from vocabularies.fields import TermsField


def fact_labels(page_models: list[type[BasePage]]) -> dict[str, Any]:
    """The name of every fact, from the verbose names of the fields."""
    return {
        name: capfirst(field_of(model, name).verbose_name)
        for model in page_models
        for name in model.fact_fields
        if not isinstance(field_of(model, name), TermsField)
    }


def record_facts(source: BasePage, shown: Mapping[str, BasePage]) -> dict[str, Any]:
    """The facts of one thing; empty ones are left out."""
    facts: dict[str, Any] = {}
    for name in source.fact_fields:
        field = field_of(type(source), name)
        value = getattr(source, name)
        if isinstance(field, TermsField) or value in (None, ""):
            continue
        if field.choices:
            facts[name] = choice_labels(type(source), name)[str(value)]
            facts[f"{name}_code"] = value
        elif is_translated(source, field):
            facts[name] = {
                language: html_to_text(str(getattr(page, name)))
                for language, page in shown.items()
                if getattr(page, name)
            }
        else:
            facts[name] = plain_value(value)
    return facts


def field_of(model: type[BasePage], name: str) -> Field[Any, Any]:
    """The column of this name."""
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return field


def is_translated(page: BasePage, field: Field[Any, Any]) -> bool:
    """Whether each language has a wording of its own."""
    shared = {item.field_name for item in page.override_translatable_fields}
    return (
        isinstance(field, (CharField, TextField))
        and not isinstance(field, (URLField, PartialDateField))
        and field.name not in shared
    )


@cache
def choice_labels(model: type[BasePage], name: str) -> dict[str, dict[str, str]]:
    """Each choice with its label in the languages of the interface."""
    labels: dict[str, dict[str, str]] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for value, label in field_of(model, name).flatchoices:
                labels.setdefault(str(value), {})[language] = str(label)
    return labels


def plain_value(value: Any) -> Any:
    """What JSON can hold."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value
