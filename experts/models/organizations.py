"""Organizations, and the people who may speak for them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

from accounts.models import User
from experts.querysets import OrganizationQuerySet
from records.models import FindableModel
from vocabularies.fields import TermsField


class OrganizationState(models.TextChoices):
    """Whether an organization is shown. A proposed one waits for the editors."""

    PROPOSED = "proposed", _("Proposed")
    PUBLISHED = "published", _("Published")
    WITHHELD = "withheld", _("Withheld by the editors")


class ClaimState(models.TextChoices):
    """What became of a request to speak for an organization."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


class Organization(FindableModel):
    """An organization. `names` and `descriptions` are {language: plain text}.

    `managers` are the people whose claim the editors approved: they edit it.
    """

    uid = models.UUIDField(_("identifier"), unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    state = models.CharField(
        _("state"), max_length=9, choices=OrganizationState.choices,
        default=OrganizationState.PUBLISHED,
    )  # fmt: skip
    names = models.JSONField(_("names"), default=dict)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    descriptions = models.JSONField(_("descriptions"), default=dict, blank=True)
    type = models.CharField(_("type of organization"), max_length=190, blank=True)
    ror = models.CharField("ROR", max_length=9, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    city = models.CharField(_("place"), max_length=120, blank=True)
    active_in = TermsField(_("countries it works in"), scheme="countries")
    topics = TermsField(_("subjects"), scheme="cbd-subjects")
    website = models.URLField(_("website"), max_length=500, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    logo = models.FileField(_("logo"), upload_to="logos/", blank=True)
    managers = models.ManyToManyField(
        User, verbose_name=_("managers"), blank=True, related_name="managed_organizations"
    )
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["ror"], condition=~models.Q(ror=""), name="experts_organization_ror_once"
            )
        ]

    def __str__(self) -> str:
        return self.name_in(get_language() or "en")[0]

    def name_in(self, language: str) -> tuple[str, str]:
        """Return (name, its language): the one asked for, then English, then any."""
        for candidate in (language, "en", *self.names):
            if self.names.get(candidate):
                return self.names[candidate], candidate
        return self.acronym or self.slug, "und"


class OrganizationClaim(models.Model):
    """Somebody asks to edit an organization; editors decide with a reason."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="organization_claims")
    grounds = models.TextField(_("Why you may speak for this organization"), max_length=2000)
    evidence_url = models.URLField(_("Address of a page that shows it"), max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=ClaimState.choices, default=ClaimState.WAITING)
    created = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="decided_claims"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering: ClassVar[list[str]] = ["created"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=models.Q(state="waiting"),
                name="experts_one_waiting_claim",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.state}"
