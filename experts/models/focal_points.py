"""National focal points: who answers for a country, in which role, since and until when."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from experts.models.organizations import Organization
from experts.querysets import FocalPointQuerySet


class FocalPoint(models.Model):
    """One person in one role of one country. `role` is a term of "focal-point-roles".

    `person` is set when they have an account; the name is then theirs. `address` receives
    messages of the contact form and is shown nowhere.
    """

    uid = models.UUIDField(_("identifier"), unique=True, default=uuid.uuid4, editable=False)
    country = models.CharField(_("country code"), max_length=2, db_index=True)
    role = models.CharField(_("role"), max_length=190)
    is_stand_in = models.BooleanField(_("stand-in"), default=False)
    person = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="focal_points",
        verbose_name=_("account"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=160, blank=True)
    designation = models.CharField(_("office title"), max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True,
        related_name="focal_points", verbose_name=_("organization"),
    )  # fmt: skip
    organization_name = models.CharField(_("name of the organization"), max_length=255, blank=True)
    address = models.EmailField(
        _("mail address"), blank=True,
        help_text=_("Messages of the contact form go there. It is never shown."),
    )  # fmt: skip
    start = models.DateField(_("since"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    updated = models.DateTimeField(auto_now=True)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering: ClassVar[list[str]] = ["country", "role", "is_stand_in", "start", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(start=None) | models.Q(end=None)
                | models.Q(end__gte=models.F("start")),
                name="experts_focal_point_term",
                violation_error_message=_("The last day is before the first."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        # Without the name: the log of the admin repeats this, and would outlive the person.
        return f"{self.country} {self.role.partition(':')[2]}"

    @property
    def shown_name(self) -> str:
        """The name of the account, else the one written here; never an address."""
        return (self.person.get_full_name() if self.person else "") or self.name
