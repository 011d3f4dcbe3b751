"""Profiles: what people say about themselves, and to whom."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from experts.levels import Visibility
from experts.querysets import ProfileQuerySet
from records.models import FindableModel
from vocabularies.fields import TermsField


class ProfileState(models.TextChoices):
    """Whether others can meet a profile at all. Editors withhold one that does harm."""

    DRAFT = "draft", _("Not published")
    PUBLISHED = "published", _("Published")
    WITHHELD = "withheld", _("Withheld by the editors")


class Availability(models.TextChoices):
    """Whether somebody takes requests now."""

    OPEN = "open", _("Open to requests")
    BUSY = "busy", _("Few requests")
    CLOSED = "closed", _("No requests")


class ContactPolicy(models.TextChoices):
    """Who may write to somebody by the form of their profile."""

    SIGNED_IN = "signed-in", _("People who are signed in")
    COMMUNITIES = "communities", _("Members of my communities")
    NOBODY = "nobody", _("Nobody")


class Profile(FindableModel):
    """The profile of one person. Texts are {language: plain text}; links {"url", "name"}.

    `field_visibility` is {part: level} for parts that differ from `levels.DEFAULTS`; ask
    `experts.visibility`, never this column. `orcid` comes from a sign-in at ORCID alone.
    """

    uid = models.UUIDField(_("identifier"), unique=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ProfileState.choices, default=ProfileState.DRAFT
    )
    visibility = models.CharField(
        _("Who may see your profile"), max_length=12, choices=Visibility.choices,
        default=Visibility.PUBLIC,
    )  # fmt: skip
    field_visibility = models.JSONField(default=dict, blank=True)
    headline = models.JSONField(_("headline"), default=dict, blank=True)
    biography = models.JSONField(_("about you"), default=dict, blank=True)
    portrait = models.FileField(_("portrait"), upload_to="portraits/", blank=True)
    based_in = models.CharField(_("based in"), max_length=2, blank=True)
    worked_in = TermsField(_("countries worked in"), scheme="countries")
    ecosystems = TermsField(_("ecosystems"), scheme="ecosystems")
    taxa = models.JSONField(_("groups of species"), default=list, blank=True)
    help_offered = TermsField(_("help offered"), scheme="help-kinds")
    availability = models.CharField(
        _("availability"), max_length=8, choices=Availability.choices, default=Availability.OPEN
    )
    contact_from = models.CharField(
        _("Who may write to you"), max_length=12, choices=ContactPolicy.choices,
        default=ContactPolicy.SIGNED_IN,
    )  # fmt: skip
    available_until = models.DateField(_("until"), null=True, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    orcid = models.CharField("ORCID", max_length=19, unique=True, null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        permissions = [
            ("export_profile", "Can take lists of people out of the site"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "visibility"], name="experts_profile_met")
        ]

    def __str__(self) -> str:
        return self.name or str(self.uid)

    @property
    def name(self) -> str:
        """The person's name as they wrote it; never their mail address, so perhaps ""."""
        return self.user.get_full_name()
