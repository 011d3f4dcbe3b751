"""How terms are looked up."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models

from vocabularies.folding import fold

if TYPE_CHECKING:
    from vocabularies.models import Term  # noqa: F401  (the string in the base class)


class TermQuerySet(models.QuerySet["Term"]):
    """Terms by adjectives."""

    def in_scheme(self, scheme: str) -> Self:
        """Terms of the vocabulary with this key."""
        return self.filter(scheme__key=scheme)

    def current(self) -> Self:
        """Terms that may still be chosen."""
        return self.filter(deprecated=False)

    def identified_by(self, identifiers: Iterable[str]) -> Self:
        """Terms with one of these identifiers ("countries:FJ")."""
        return self.filter(identifier__in=set(identifiers))

    def named(self, text: str) -> Self:
        """Terms with all words of `text` in a label of any language, or in the identifier."""
        condition = models.Q()
        for word in fold(text).split():
            condition &= models.Q(labels__folded__contains=word)
        named = self.model._default_manager.filter(condition).values("pk") if condition else []
        return self.filter(models.Q(pk__in=named) | models.Q(identifier__icontains=text.strip()))

    def top(self) -> Self:
        """Terms that have no broader term."""
        return self.exclude(relations__type="broader")
