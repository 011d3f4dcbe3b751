"""The lists of a profile: expertise, languages, organizations, works."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from experts.models.organizations import Organization
from experts.models.profiles import Profile


class ExpertiseLevel(models.IntegerChoices):
    """How well somebody knows a subject."""

    BASIC = 1, _("Basic knowledge")
    WORKING = 2, _("Works with it")
    ADVANCED = 3, _("Advanced")
    LEADING = 4, _("Leading")


class ExpertiseSource(models.TextChoices):
    """Where the statement comes from; a matcher trusts them differently."""

    SELF = "self", _("own statement")
    ORCID = "orcid", "ORCID"
    DOCUMENT = "document", _("publication")
    ANSWER = "answer", _("answer in a discussion")
    PEER = "peer", _("colleague")


class LanguageLevel(models.IntegerChoices):
    """How well somebody works in a language."""

    BASIC = 1, _("Basic")
    WORKING = 2, _("Working knowledge")
    FLUENT = 3, _("Fluent")
    NATIVE = 4, _("First language")


class AffiliationState(models.TextChoices):
    """What the organization says about somebody who names it."""

    STATED = "stated", _("stated")
    CONFIRMED = "confirmed", _("confirmed by the organization")
    REFUSED = "refused", _("refused by the organization")


class WorkSource(models.TextChoices):
    """How a work came into a profile."""

    MANUAL = "manual", _("written by hand")
    DOI = "doi", "DOI"
    ORCID = "orcid", "ORCID"


class Expertise(models.Model):
    """A subject that somebody knows. `term` is an identifier, e.g. "cbd-subjects:coral-reefs".

    `evidence` is the identifier of a record of this site, `evidence_url` an address elsewhere.
    """

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="expertise")
    term = models.CharField(_("subject"), max_length=190, db_index=True)
    level = models.PositiveSmallIntegerField(
        _("level"), choices=ExpertiseLevel.choices, default=ExpertiseLevel.WORKING
    )
    source = models.CharField(
        max_length=8, choices=ExpertiseSource.choices, default=ExpertiseSource.SELF
    )
    evidence = models.UUIDField(_("record that shows it"), null=True, blank=True)
    evidence_url = models.URLField(_("address that shows it"), max_length=500, blank=True)
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    verified_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="verified_expertise"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        ordering: ClassVar[list[str]] = ["-level", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["profile", "term"], name="experts_expertise_once")
        ]

    def __str__(self) -> str:
        return self.term

    @property
    def is_verified(self) -> bool:
        """Whether somebody who may has confirmed it."""
        return self.verified_at is not None


class ProfileLanguage(models.Model):
    """A language that somebody works in. `language` is a BCP-47 code in small letters."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=16, db_index=True)
    level = models.PositiveSmallIntegerField(
        _("level"), choices=LanguageLevel.choices, default=LanguageLevel.FLUENT
    )

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering: ClassVar[list[str]] = ["-level", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["profile", "language"], name="experts_language_once")
        ]

    def __str__(self) -> str:
        return self.language


class Affiliation(models.Model):
    """Somebody's place in an organization: one of this site, or any by its name."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="affiliations")
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True,
        related_name="affiliations", verbose_name=_("organization"),
    )  # fmt: skip
    name = models.CharField(_("name of the organization"), max_length=255, blank=True)
    role = models.CharField(_("role"), max_length=160, blank=True)
    start_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)
    state = models.CharField(
        max_length=9, choices=AffiliationState.choices, default=AffiliationState.STATED
    )

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering: ClassVar[list[models.OrderBy | str]] = [
            models.F("end_year").desc(nulls_first=True), "-start_year", "pk",
        ]  # fmt: skip
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(start_year=None) | models.Q(end_year=None)
                | models.Q(end_year__gte=models.F("start_year")),
                name="experts_affiliation_years",
                violation_error_message=_("The last year is before the first."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} {self.organization_id or self.name}".strip()


class Work(models.Model):
    """A selected work. `put_code` is its number in the ORCID record it came from."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="works")
    source = models.CharField(max_length=6, choices=WorkSource.choices, default=WorkSource.MANUAL)
    title = models.CharField(_("title"), max_length=500)
    authors = models.CharField(_("authors"), max_length=500, blank=True)
    container = models.CharField(_("journal, series or publisher"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    doi = models.CharField("DOI", max_length=255, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    put_code = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("selected work")
        verbose_name_plural = _("selected works")
        ordering: ClassVar[list[str]] = ["position", "-year", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["profile", "doi"], condition=~models.Q(doi=""), name="experts_work_doi_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where the work is found; "" when nobody said."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url
