"""Fields of page models."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from records.data import PartialDate, Precision

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
LIMITED_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]


class SlimStreamField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    A change of blocks changes no column, so it makes no migration
    (the approach of ONSdigital/dis-wagtail, docs/custom-features).
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the column only."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


def limited_rich_text(label: Any, *, help_text: Any = "") -> RichTextField:
    """Rich text with few features, never required: drafts and imports may lack it."""
    return RichTextField(label, blank=True, features=LIMITED_FEATURES, help_text=help_text)


def parse_partial_date(text: str) -> PartialDate | None:
    """Read "2024", "2024-12" or "2024-12-31"; None for an empty text, ValueError for others."""
    if not text:
        return None
    match = PARTIAL_DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date.")
    year, month, day = match.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return PartialDate(date(int(year), int(month or 1), int(day or 1)), precision)


def validate_partial_date(text: str) -> None:
    """Refuse what is not a year, a month or a day."""
    try:
        parse_partial_date(text)
    except ValueError as error:
        raise ValidationError(
            _("Write a year (2024), a month (2024-12) or a day (2024-12-31)."), code="partial_date"
        ) from error


class PartialDateField(models.CharField[str, str]):
    """A date of which only the year or the month may be known, as text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", _("A year (2024), a month (2024-12) or a day (2024-12-31)."))
        super().__init__(*args, **kwargs)


class LocalField(BaseTranslatableField):
    """A field that each language keeps for itself: neither translated nor copied."""


def synchronised(*names: str) -> list[SynchronizedField]:
    """Fields that are the same in every language: copied from the source, never offered."""
    return [SynchronizedField(name, overridable=False) for name in names]
