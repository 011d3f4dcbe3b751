"""Requests and offers of cooperation, their history, and who was suggested for them."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from accounts.models import User
from experts.models.organizations import Organization
from experts.models.profiles import Profile
from experts.querysets import CooperationItemQuerySet, MatchSuggestionQuerySet
from experts.stages import Stage
from records.models import FindableModel
from vocabularies.fields import TermsField


class Direction(models.TextChoices):
    """Whether somebody asks or offers."""

    REQUEST = "request", _("Request")
    OFFER = "offer", _("Offer")


class ItemVisibility(models.TextChoices):
    """Who may see a published request or offer."""

    PUBLIC = "public", _("Everybody")
    SIGNED_IN = "signed-in", _("People who are signed in")
    INVITED = "invited", _("Brokers and the people they invite")


class SuggestionState(models.TextChoices):
    """What became of a suggestion. Nobody is told of it before it is `invited`."""

    NEW = "new", _("Suggested")
    SHORTLISTED = "shortlisted", _("On the shortlist")
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DISMISSED = "dismissed", _("Dismissed")


class DeclineReason(models.TextChoices):
    """Why somebody declines; brokers alone learn it."""

    NO_TIME = "no-time", _("No time now")
    NOT_MY_SUBJECT = "subject", _("Not my subject")
    CONFLICT = "conflict", _("Conflict of interest")
    OTHER = "other", _("Another reason")


class CooperationItem(FindableModel):
    """A request or an offer. `titles`, `descriptions` and `outcomes` are {language: text}.

    `version` grows with every change: who acts on an older one is asked to look again.
    """

    uid = models.UUIDField(_("identifier"), unique=True, default=uuid.uuid4, editable=False)
    direction = models.CharField(
        _("What would you like to do?"), max_length=8, choices=Direction.choices
    )
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cooperation_items")
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True,
        related_name="cooperation_items", verbose_name=_("organization"),
    )  # fmt: skip
    titles = models.JSONField(_("titles"), default=dict)
    descriptions = models.JSONField(_("descriptions"), default=dict)
    outcomes = models.JSONField(_("outcomes"), default=dict, blank=True)
    topics = TermsField(_("subjects"), scheme="cbd-subjects")
    countries = TermsField(_("countries"), scheme="countries")
    help_kinds = TermsField(_("kinds of help"), scheme="help-kinds")
    languages = TermsField(_("languages needed"), scheme="languages")
    deadline = models.DateField(_("deadline"), null=True, blank=True, db_index=True)
    visibility = models.CharField(
        _("Who may see it"), max_length=9, choices=ItemVisibility.choices,
        default=ItemVisibility.PUBLIC,
    )  # fmt: skip
    excluded = models.ManyToManyField(
        Organization, blank=True, related_name="excluded_from",
        verbose_name=_("organizations whose people are not suggested"),
    )  # fmt: skip
    broker = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="brokered_items"
    )
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, db_index=True
    )
    stage_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    reminded_for = models.DateField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CooperationItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("request or offer")
        verbose_name_plural = _("requests and offers")
        permissions: ClassVar[list[tuple[str, Any]]] = [
            ("broker_cooperation", "Can broker requests and offers")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["stage", "-published_at"], name="experts_item_open")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="experts_item_stage"
            )
        ]

    def __str__(self) -> str:
        return self.title_in(get_language() or "en")[0]

    def title_in(self, language: str) -> tuple[str, str]:
        """Return (title, its language): the one asked for, then English, then any."""
        for candidate in (language, "en", *self.titles):
            if self.titles.get(candidate):
                return self.titles[candidate], candidate
        return str(self.uid), "und"


class StageChange(models.Model):
    """One step of an item; the clock has no actor. Never changed, never deleted alone."""

    item = models.ForeignKey(CooperationItem, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=10, choices=Stage.choices)
    after = models.CharField(max_length=10, choices=Stage.choices)
    actor = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="stage_changes"
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.before} {self.after}"


class BrokerNote(models.Model):
    """What brokers write for each other about an item."""

    item = models.ForeignKey(CooperationItem, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="broker_notes"
    )
    text = models.TextField(_("note"), max_length=4000)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note of a broker")
        verbose_name_plural = _("notes of brokers")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.created:%Y-%m-%d}"


class MatchSuggestion(models.Model):
    """Somebody, or an item of the other direction, that may fit an item.

    Exactly one of `profile` and `counterpart` is set. `reasons` is what
    `experts.matching` found, as data; `algo_version` says which rules made it.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(CooperationItem, on_delete=models.CASCADE, related_name="suggestions")
    profile = models.ForeignKey(
        Profile, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    counterpart = models.ForeignKey(
        CooperationItem,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="suggested_for",
    )
    score = models.FloatField(default=0)
    place = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    algo_version = models.CharField(max_length=16)
    state = models.CharField(
        max_length=11, choices=SuggestionState.choices, default=SuggestionState.NEW
    )
    decline_reason = models.CharField(max_length=8, choices=DeclineReason.choices, blank=True)
    remark = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="decided_suggestions"
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    updated = models.DateTimeField(auto_now=True)

    objects = MatchSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering: ClassVar[list[str]] = ["place", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["profile", "state"], name="experts_suggestion_state")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "profile"], name="experts_suggest_person_once"),
            models.UniqueConstraint(
                fields=["item", "counterpart"], name="experts_suggest_item_once"
            ),
            models.CheckConstraint(
                condition=models.Q(profile=None) ^ models.Q(counterpart=None),
                name="experts_suggestion_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.profile_id or self.counterpart_id} {self.state}"
