"""What readers say about a page. No name, no address: nothing that tells who wrote it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedbackAnswer(models.TextChoices):
    """The three buttons below each page."""

    YES = "yes", _("Useful")
    NO = "no", _("Not useful")
    PROBLEM = "problem", _("Something is wrong")


class FeedbackStatus(models.TextChoices):
    """How far editors are with it."""

    NEW = "new", _("New")
    ANSWERED = "answered", _("Dealt with")
    CLOSED = "closed", _("Closed without action")


class Feedback(models.Model):
    """One answer to "Is this page useful?"."""

    created = models.DateTimeField(_("received"), auto_now_add=True)
    path = models.CharField(_("page"), max_length=500)
    uid = models.UUIDField(_("identifier of the page"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=FeedbackAnswer.choices)
    comment = models.TextField(_("what the reader wrote"), blank=True, max_length=2000)
    status = models.CharField(
        _("status"), max_length=8, choices=FeedbackStatus.choices, default=FeedbackStatus.NEW
    )
    note = models.TextField(
        _("what was done"), blank=True, help_text=_("For your colleagues; readers do not see it.")
    )

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering: ClassVar[list[str]] = ["-created"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "-created"], name="cms_feedback_status")
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.path}"
