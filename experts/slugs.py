"""Addresses made of names, in Latin letters, each used once."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

LONGEST = 100


def free_slug(name: str, others: QuerySet[Any], stand_in: str) -> str:
    """Return a slug for `name` that none of the others has; of `stand_in` without a name."""
    base = slugify(string_to_ascii(name))[:LONGEST].strip("-") or stand_in
    taken = set(others.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
