"""The text of attached files, page by page."""

from typing import ClassVar

from django.db import models

from records.models import Record


class FileState(models.TextChoices):
    """What became of reading a file."""

    WAITING = "waiting"
    READ = "read"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    UNSUPPORTED = "unsupported"
    MISSING = "missing"


class FileUse(models.Model):
    """A record names the file at `url`. Written in the transaction that writes the record.

    Who may find the text of a file follows from these rows. No unique constraint: writers
    do not wait for each other (decision 0074).
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="file_uses")
    url = models.CharField(max_length=500, db_index=True)

    def __str__(self) -> str:
        return f"{self.record_id} {self.url}"


class FileText(models.Model):
    """A file that records name by `url` (`RecordFile.url`), and what was read from it.

    `version` changes with the content; a file is read again when it differs. `cut` tells
    that only the beginning was kept. Who reads it holds it until `held_until`.
    """

    url = models.CharField(max_length=500, unique=True)
    version = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=FileState, default=FileState.WAITING)
    language = models.CharField(max_length=16, blank=True)
    pages = models.PositiveIntegerField(default=0)
    cut = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    read = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "held_until"], name="search_file_waiting")
        ]

    def __str__(self) -> str:
        return self.url


class Passage(models.Model):
    """A piece of a page of a file. `page` counts from 1; 0 where the format has no pages."""

    file = models.ForeignKey(FileText, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    page = models.PositiveIntegerField(default=0)
    text = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["file", "number"], name="search_passage_once")
        ]

    def __str__(self) -> str:
        return f"{self.file_id}:{self.page}"
