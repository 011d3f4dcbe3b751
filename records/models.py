"""The record: one row per thing, and the rows that order its changes (DESIGN.md 2)."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.data import DeletedReason, Origin, Precision
from records.querysets import RecordQuerySet


class FindableModel(models.Model):
    """Marks a model whose objects can be found: it must have a projector (records.E001)."""

    class Meta:
        abstract = True


class Record(models.Model):
    """One thing that can be found or exchanged. Written by `records.projection` alone."""

    uid = models.UUIDField(_("identifier"), unique=True, default=uuid.uuid4)
    kind = models.CharField(_("kind"), max_length=40, db_index=True)
    titles = models.JSONField(_("titles"), default=dict)
    summaries = models.JSONField(_("summaries"), default=dict)
    texts = models.JSONField(_("texts"), default=dict)
    urls = models.JSONField(_("addresses"), default=dict)
    languages = models.JSONField(_("languages"), default=list)
    default_language = models.CharField(max_length=16, blank=True)
    terms = models.JSONField(_("terms"), default=list)
    countries = models.JSONField(_("countries"), default=list)
    agents = models.JSONField(_("people and organizations"), default=list)
    publisher = models.CharField(_("publisher"), max_length=500, blank=True)
    issued = models.DateField(_("issued"), null=True, blank=True, db_index=True)
    issued_precision = models.CharField(
        max_length=8, blank=True, choices=[(value, value) for value in Precision]
    )
    modified = models.DateTimeField(_("modified"), null=True, blank=True)
    start = models.DateTimeField(_("start"), null=True, blank=True, db_index=True)
    end = models.DateTimeField(_("end"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
    all_day = models.BooleanField(_("all day"), default=False)
    licence = models.CharField(_("licence"), max_length=500, blank=True)
    rights_note = models.TextField(_("rights"), blank=True)
    origin = models.CharField(
        _("origin"), max_length=10, default=Origin.LOCAL,
        choices=[(value, value) for value in Origin],
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=120, blank=True, db_index=True)
    source_title = models.CharField(max_length=255, blank=True)
    source_id = models.CharField(max_length=500, blank=True)
    source_url = models.CharField(max_length=2000, blank=True)
    source_revision = models.CharField(max_length=120, blank=True)
    source_updated = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True)
    identifiers = models.JSONField(default=list)
    files = models.JSONField(default=list)
    links = models.JSONField(default=list)
    references = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    image = models.CharField(max_length=500, blank=True)
    container_gate = models.CharField(max_length=80, blank=True, db_index=True)
    restriction_gate = models.CharField(max_length=80, blank=True, db_index=True)
    payload_hash = models.CharField(max_length=64, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    seq = models.BigIntegerField(null=True, blank=True, unique=True)
    datestamp = models.DateTimeField(null=True, blank=True, db_index=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_reason = models.CharField(
        max_length=10, blank=True, choices=[(value, value) for value in DeletedReason]
    )
    merged_into = models.UUIDField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "deleted_at", "-issued"], name="records_kind_issued"),
            # Answers "what is still to come" without reading what is over.
            models.Index(fields=["kind", "end"], name="records_kind_end"),
            # Answers "what may this viewer see" without reading the long rows.
            models.Index(
                fields=["deleted_at", "container_gate", "restriction_gate"],
                name="records_visibility",
            ),
            models.Index(
                fields=["id"], condition=models.Q(seq__isnull=True), name="records_unnumbered"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(deleted_at__isnull=False) | ~models.Q(titles={}),
                name="records_live_has_title",
            ),
        ]

    def __str__(self) -> str:
        return str(self.titles.get(self.default_language) or self.uid)

    def text_in(self, field: str, language: str) -> tuple[str, str]:
        """Return (text, its language) of `titles`, `summaries`, `texts` or `urls`.

        The asked language comes first, then the record's own, then English, then any.
        ("", "") when the field is empty.
        """
        values: dict[str, Any] = getattr(self, field)
        for candidate in (language, self.default_language, "en", *values):
            if values.get(candidate):
                return values[candidate], candidate
        return "", ""


class RecordTerm(models.Model):
    """A term on a record, also each country as "countries:FJ": what lists filter by."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="term_rows")
    term = models.CharField(max_length=190)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "term"], name="records_term_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["term", "record"], name="records_term_record")
        ]

    def __str__(self) -> str:
        return self.term


class RecordReference(models.Model):
    """`record` cites the record with the UUID `target`, which may not be here (yet)."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="reference_rows")
    target = models.UUIDField(db_index=True)
    relation = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["record", "target", "relation"], name="records_reference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.target}"


class Sequence(models.Model):
    """The one row that the sequencer locks: the last number and stamp given."""

    last_seq = models.BigIntegerField(default=0)
    last_datestamp = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="records_one_sequence")
        ]

    def __str__(self) -> str:
        return str(self.last_seq)


class Consumer(models.Model):
    """A reader of the change feed and the last number it has dealt with."""

    name = models.CharField(max_length=120, unique=True)
    position = models.BigIntegerField(default=0)
    updated = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class RebuildRun(models.Model):
    """How far `rebuild_records` has come, so that a stopped run goes on from there."""

    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)
    projector = models.CharField(max_length=120, blank=True)
    after = models.UUIDField(null=True)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.started:%Y-%m-%d %H:%M}"


class JobLease(models.Model):
    """Who runs a job of the clock now, and when it last began (decision 0003)."""

    name = models.CharField(max_length=120, unique=True)
    holder = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
