"""Searches that people keep, and what they were told of."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often the owner is told of new results."""

    NEVER = "never", _("Never")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")


class SavedSearch(models.Model):
    """A search of one person. `query` is the state of a result page as in its address.

    `place` is the key of the list (search/result_lists.py). `watermark` is the number of
    the change feed up to which results were looked at. What was found when the search was
    saved has a `SeenResult`; where that was too much, things created before
    `seen_created_before` count as seen (decision 0096).
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("Name"), max_length=200)
    place = models.CharField(max_length=12, default="search")
    query = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=16)
    frequency = models.CharField(
        _("Tell me of new results"), max_length=8, choices=Frequency, default=Frequency.WEEKLY
    )
    watermark = models.BigIntegerField(default=0)
    seen_created_before = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)
    last_run = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["frequency", "last_run"], name="search_saved_due")
        ]

    def __str__(self) -> str:
        return self.name


class SeenResult(models.Model):
    """A thing that the owner of a saved search was told of: never told twice."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="seen")
    uid = models.UUIDField()
    seen = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["search", "uid"], name="search_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.search_id} {self.uid}"
