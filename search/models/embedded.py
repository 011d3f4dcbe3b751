"""The embedded index beside its texts (decision 0050).

The analysed texts are in `search_text`, a table that only the database's own text search
understands (search/engines/embedded/stores.py). These models carry what surrounds them.
"""

import secrets
from typing import ClassVar

from django.db import models

from records.models import Record


class Entry(models.Model):
    """A language of a record. Its texts are the row of `search_text` with the same number.

    A language in which only labels of the record's terms are known has an entry too, with
    an empty title: that is what makes the search cross languages.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="search_entries")
    language = models.CharField(max_length=16)
    folded_title = models.CharField(max_length=255, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "language"], name="search_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.language}"


def new_revision() -> int:
    """Return a random number; the sum of millions of them fits a column."""
    return secrets.randbits(40)


class Document(models.Model):
    """What a record is sorted and narrowed by.

    `facets` are the numbers of its `FacetKey`s, separated by spaces; searches count them in
    memory (decision 0055). `revision` is random and new with every writing: the sum of all
    tells a process whether what it holds in memory is still so (decision 0056).
    """

    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, primary_key=True, related_name="search_document"
    )
    dated = models.DateField(db_index=True)
    starts = models.DateTimeField(null=True, blank=True, db_index=True)
    facets = models.TextField(blank=True)
    revision = models.BigIntegerField(default=new_revision, db_index=True, editable=False)

    def __str__(self) -> str:
        return str(self.record_id)


class FacetKey(models.Model):
    """A value of a facet, numbered, so that counting compares numbers.

    Two writers at once may each number a new value: both numbers mean it. A unique
    constraint would make one writer wait for the other (decision 0074).
    """

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=500)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["facet", "value"], name="search_facet_key")
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class Word(models.Model):
    """A word of some title, folded: where better spellings are looked for.

    Whether a word may be shown is asked of the index at that moment, never stored here.
    A word may be there twice: writers do not wait for each other (decision 0074).
    """

    text = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return self.text


class IndexLanguage(models.Model):
    """A language that some entry has: queries are analysed in each. May be there twice."""

    code = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.code


class IndexRun(models.Model):
    """How far `rebuild_search` has come, so that a stopped run goes on from there."""

    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)
    after = models.BigIntegerField(default=0)
    indexed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.started:%Y-%m-%d %H:%M}"
