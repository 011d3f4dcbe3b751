"""What is searched for, counted by day: no person, no address."""

from typing import ClassVar

from django.db import models


class SearchCount(models.Model):
    """How often a text was searched for on a day, and how often nothing was found.

    `text` is folded, so that spellings in capitals count together.
    """

    day = models.DateField()
    language = models.CharField(max_length=16)
    text = models.CharField(max_length=200)
    searches = models.PositiveIntegerField(default=0)
    without_results = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["day", "language", "text"], name="search_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.text}"
