"""Messages between people who do not see each other's addresses, and who blocks whom."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Block(models.Model):
    """`owner` takes no messages from `blocked`, who is not told."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocked_by")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "blocked"], name="experts_block_once"),
            models.CheckConstraint(
                condition=~models.Q(owner=models.F("blocked")), name="experts_block_not_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.blocked_id}"


class ContactMessage(models.Model):
    """One message of the relay. The text is wiped when it is no longer needed.

    `about` is the record from which somebody wrote: a profile or an organization.
    `reported_at` is set when the recipient reports it, `decided_at` when a moderator is done.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sent_messages")
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="received_messages")
    about = models.UUIDField(null=True, blank=True)
    answers = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="answered_by"
    )
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    text = models.TextField(_("message"), max_length=5000, blank=True)
    created = models.DateTimeField(auto_now_add=True, db_index=True)
    wiped_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    report_reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sender", "created"], name="experts_message_sender")
        ]

    def __str__(self) -> str:
        return str(self.uid)
