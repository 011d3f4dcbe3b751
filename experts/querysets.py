"""How people and organizations are read."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.circles import companions_q
from accounts.models import User
from experts.levels import Visibility
from experts.periods import FIRST_REMINDER, SECOND_REMINDER
from experts.stages import FINAL, OPEN, SHOWN, Stage

if TYPE_CHECKING:
    from experts.models import (  # noqa: F401  (types below)
        CooperationItem,
        FocalPoint,
        MatchSuggestion,
        Organization,
        Profile,
    )
    from records.audiences import Viewer

PUBLISHED = "published"


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Profiles by adjectives."""

    def published(self) -> Self:
        """Profiles that others can meet: published, with a name, of an active account."""
        named = ~Q(user__first_name="") | ~Q(user__last_name="")
        return self.filter(named, state=PUBLISHED, user__is_active=True)

    def visible_to(self, viewer: "Viewer") -> Self:
        """Profiles that the viewer may know of. The twin of `can_view_profile`."""
        seen = Q(visibility=Visibility.PUBLIC)
        user = viewer.user
        if not user.is_authenticated or not user.is_active:
            return self.published().filter(seen)
        seen |= Q(visibility=Visibility.SIGNED_IN)
        seen |= Q(visibility=Visibility.COMMUNITIES) & companions_q(user)
        published = self.published().filter(seen).order_by().values("pk")
        return self.filter(Q(user_id=user.pk) | Q(pk__in=published))

    def to_be_confirmed(self, now: datetime) -> Self:
        """Published ones whose person should be asked now whether they are still right."""
        since = Coalesce("confirmed_at", "published_at", "created")
        first, second = Q(reminded_at=None), Q(reminded_at__lt=F("since") + SECOND_REMINDER)
        due = Q(since__lte=now - FIRST_REMINDER) & first
        due |= Q(since__lte=now - SECOND_REMINDER) & second
        return self.published().annotate(since=since).filter(due)

    def with_uid_in(self, uids: Iterable[UUID]) -> Self:
        """Profiles with one of these identifiers."""
        return self.filter(uid__in=list(uids))

    def with_parts(self) -> Self:
        """Profiles with their lists read along: one query for each kind of list."""
        return self.select_related("user").prefetch_related(
            "expertise", "languages", "affiliations__organization", "works"
        )

    def with_presence(self) -> Self:
        """Profiles that know which of their lists have a row: `has_expertise` and so on."""
        return self.annotate(
            **{
                f"has_{name}": Exists(
                    self.model.objects.filter(pk=OuterRef("pk"), **{f"{name}__isnull": False})
                )
                for name in ("expertise", "languages", "affiliations", "works")
            }
        )


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Organizations by adjectives."""

    def published(self) -> Self:
        """Organizations that everybody may know of."""
        return self.filter(state=PUBLISHED)

    def visible_to(self, viewer: "Viewer") -> Self:
        """Published ones, and those that the viewer edits."""
        user = viewer.user
        if not user.is_authenticated:
            return self.published()
        managed = self.model.objects.filter(managers=user.pk).values("pk")
        return self.filter(Q(state=PUBLISHED) | Q(pk__in=managed))

    def with_uid_in(self, uids: Iterable[UUID]) -> Self:
        """Organizations with one of these identifiers."""
        return self.filter(uid__in=list(uids))

    def kept_by_nobody_but(self, user: User) -> Self:
        """Those whose page this person keeps, and nobody else with an open account."""
        managed = self.model.objects.filter(managers=user.pk).values("pk")
        others = self.model.objects.filter(
            managers__in=User.objects.filter(is_active=True).exclude(pk=user.pk)
        )
        return self.filter(pk__in=managed).exclude(pk__in=others.order_by().values("pk"))


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    """Focal points by adjectives."""

    def in_office(self, day: date) -> Self:
        """Those whose term of office includes the day; an open end is no end."""
        begun = Q(start=None) | Q(start__lte=day)
        return self.filter(begun, Q(end=None) | Q(end__gte=day))

    def of_country(self, code: str) -> Self:
        """Those of the country with this ISO alpha-2 code."""
        return self.filter(country=code.upper())


# The states of a suggestion in which the person in question knows of it.
TOLD = ("invited", "accepted", "declined")
BROKER = "experts.broker_cooperation"


class CooperationItemQuerySet(models.QuerySet["CooperationItem"]):
    """Requests and offers by adjectives."""

    def shown(self) -> Self:
        """Those in a stage that others may meet. Outcomes outlast the account of their owner."""
        alive = Q(owner__is_active=True) | Q(stage=Stage.CLOSED)
        return self.filter(alive, stage__in=SHOWN)

    def open(self) -> Self:
        """Those that look for somebody."""
        return self.filter(stage__in=OPEN, owner__is_active=True)

    def living(self) -> Self:
        """Those that did not end."""
        return self.exclude(stage__in=FINAL)

    def with_uid_in(self, uids: Iterable[UUID]) -> Self:
        """Those with one of these identifiers."""
        return self.filter(uid__in=list(uids))

    def owned_by(self, user_id: int | None) -> Self:
        """Those of one person."""
        return self.filter(owner=user_id)

    def visible_to(self, viewer: "Viewer") -> Self:
        """Those that the viewer may know of. The twin of `can_view_item`."""
        user = viewer.user
        if not user.is_authenticated or not user.is_active:
            return self.shown().filter(visibility="public")
        if user.has_perm(BROKER):
            return self.filter(Q(owner=user.pk) | ~Q(stage=Stage.DRAFT))
        mine = Q(suggestions__profile__user=user.pk) | Q(suggestions__counterpart__owner=user.pk)
        told = self.model.objects.filter(mine, suggestions__state__in=TOLD)
        seen = Q(visibility__in=("public", "signed-in")) | Q(pk__in=told.order_by().values("pk"))
        shown = self.model.objects.shown().filter(seen).order_by().values("pk")
        return self.filter(Q(owner=user.pk) | Q(pk__in=shown))


class MatchSuggestionQuerySet(models.QuerySet["MatchSuggestion"]):
    """Suggestions by adjectives."""

    def told_to(self, user_id: int | None) -> Self:
        """Those of which this person knows, because they were invited. See `can_answer`."""
        mine = Q(profile__user=user_id) | Q(counterpart__owner=user_id)
        return self.filter(mine, state__in=TOLD)

    def of_met_people(self) -> Self:
        """Those of people, and of items, that everybody who is signed in may meet still."""
        named = ~Q(profile__user__first_name="") | ~Q(profile__user__last_name="")
        person = named & Q(
            profile__state=PUBLISHED,
            profile__user__is_active=True,
            profile__visibility__in=(Visibility.PUBLIC, Visibility.SIGNED_IN),
        )
        item = Q(counterpart__stage__in=OPEN, counterpart__owner__is_active=True)
        return self.filter(person | item)
