"""What is known of the Elasticsearch indexes: where each stands, and what it could not take."""

from typing import ClassVar

from django.db import models

from records.models import Record


class IndexState(models.TextChoices):
    """The life of an index: built beside the live one, live after the swap, kept a while."""

    BUILDING = "building"
    LIVE = "live"
    OLD = "old"


class SearchIndex(models.Model):
    """One index in Elasticsearch, and how far of the change feed it holds.

    Every index with a row follows the feed, an old one too, so that going back is only a
    swap of the alias. `position` is the last number of the feed it has dealt with;
    `filled_after` the primary key up to which a building one was filled.
    """

    name = models.CharField(max_length=120, unique=True)
    schema = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=IndexState, default=IndexState.BUILDING)
    position = models.BigIntegerField(default=0)
    filled_after = models.BigIntegerField(default=0)
    filled = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)
    switched = models.DateTimeField(null=True)
    last_success = models.DateTimeField(null=True)
    last_failure = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state__in=["live", "building"]),
                name="search_one_live_one_building",
            )
        ]

    def __str__(self) -> str:
        return self.name


class FailedDocument(models.Model):
    """A record that an index refused; the others went on without it."""

    index = models.ForeignKey(SearchIndex, on_delete=models.CASCADE, related_name="failed")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    error = models.TextField()
    tries = models.PositiveIntegerField(default=1)
    first_failed = models.DateTimeField(auto_now_add=True)
    last_failed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["index", "record"], name="search_failed_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} in {self.index_id}"


class Narrowing(models.Model):
    """A record of which less may be seen than the live index knows.

    Written in the transaction that narrows, removed once the live index holds the new state
    and has refreshed. Searches leave these records out meanwhile. No unique constraint:
    writers do not wait for each other (decision 0074).
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.record_id)
