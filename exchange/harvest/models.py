"""What was harvested: sources, their items as they came, and a log of every import."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib import admin
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext, gettext_lazy as _

from records.models import FindableModel


class ItemStatus(models.TextChoices):
    """Whether the source still has the item."""

    LIVE = "live", _("live")
    DELETED = "deleted", _("deleted at the source")


class Severity(models.TextChoices):
    """What a problem cost."""

    REFUSED = "refused", _("refused")
    NOTE = "note", _("note")


class Source(models.Model):
    """Where items come from: another node, a registry, somebody's table."""

    key = models.CharField(
        _("key"),
        max_length=120,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9.-]*\Z")],
        help_text=_("Small letters, digits, full stops and hyphens."),
    )
    title = models.CharField(_("title"), max_length=255)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class HarvestedItem(FindableModel):
    """One record of one source. `uid` is its identifier here, kept for ever.

    `raw` is the record as it came, without mail addresses; `payload` is the canonical
    item made of it (exchange.harvest.items.Item). Two sources may use the same id.
    """

    uid = models.UUIDField(_("identifier"), unique=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="items"
    )
    remote_id = models.CharField(_("identifier at the source"), max_length=500)
    status = models.CharField(
        _("status"), max_length=8, choices=ItemStatus.choices, default=ItemStatus.LIVE
    )
    raw = models.TextField(_("as it came"), blank=True)
    payload = models.JSONField(_("canonical form"), default=dict)
    content_hash = models.CharField(max_length=64)
    rank = models.PositiveSmallIntegerField(default=0)
    updated = models.DateTimeField(_("updated at the source"), null=True)
    first_seen = models.DateTimeField(_("first seen"))
    fetched_at = models.DateTimeField(_("fetched"))
    last_seen = models.DateTimeField(_("last seen"))
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta:
        verbose_name = _("harvested item")
        verbose_name_plural = _("harvested items")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "remote_id"], name="exchange_item_once")
        ]

    def __str__(self) -> str:
        return self.remote_id


class ImportRun(models.Model):
    """One file that somebody imported. An unfinished run broke off; repeating it is safe."""

    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="runs",
        null=True,
        blank=True,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("file"), max_length=500)
    started = models.DateTimeField(_("started"), auto_now_add=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    same = models.PositiveIntegerField(_("unchanged"), default=0)
    deleted = models.PositiveIntegerField(_("deleted"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    reason = models.TextField(_("why the file was refused"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.file_name} {self.started:%Y-%m-%d %H:%M}"

    @admin.display(description=_("outcome"))
    def outcome(self) -> str:
        """What came of the file, in words."""
        if self.reason:
            return gettext("The file was refused.")
        if not self.finished:
            return gettext("The import broke off. It can be repeated.")
        if self.refused:
            return gettext("Some records were refused.")
        return gettext("Everything was taken.")


class ImportProblem(models.Model):
    """Why something in a file was not taken as it is."""

    run = models.ForeignKey(
        ImportRun, verbose_name=_("import"), on_delete=models.CASCADE, related_name="problems"
    )
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity.choices, default=Severity.REFUSED
    )
    record = models.PositiveIntegerField(_("record"), default=0)
    line = models.PositiveIntegerField(_("line"), default=0)
    reason = models.TextField(_("reason"))

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("import problem")
        verbose_name_plural = _("import problems")

    def __str__(self) -> str:
        return self.reason
