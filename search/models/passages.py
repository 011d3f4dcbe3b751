"""The text of attached files, page by page."""

from typing import ClassVar

from django.db import models


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


class FileText(models.Model):
    """A file that records name by `url` (`RecordFile.url`), and what was read from it.

    Who may see it follows from the records that name it; nothing is stored here. `version`
    changes with the content; a file is read again when it differs.
    """

    url = models.CharField(max_length=500, unique=True)
    version = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=FileState, default=FileState.WAITING)
    language = models.CharField(max_length=16, blank=True)
    pages = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    read = models.DateTimeField(null=True)

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
