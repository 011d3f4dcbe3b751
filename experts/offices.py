"""Focal points as the page of a country shows them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from experts.disclosure import disclose
from experts.models import FocalPoint, Profile
from experts.presenting import initials_of, label_text
from experts.visibility import visible_fields
from records.audiences import Viewer
from records.presentation import Text
from vocabularies.labels import labels_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds an office; `url` is a profile that the viewer may see."""

    name: str
    initials: str
    designation: str
    organization: Text
    url: str
    portrait: str
    is_stand_in: bool
    end: date | None


@dataclass(frozen=True, slots=True)
class Office:
    """A role with who holds it and who stands in."""

    role: Text
    holders: tuple[Holder, ...]


def offices_of(code: str, viewer: Viewer, language: str) -> list[Office]:
    """The offices of a country that are held today: four queries for any number."""
    rows = list(
        FocalPoint.objects.of_country(code)
        .in_office(timezone.localdate())
        .select_related("person", "organization")
        .order_by("role", "is_stand_in", "start", "pk")
    )
    people = [row.person_id for row in rows if row.person_id]
    profiles = {
        profile.user_id: profile
        for profile in Profile.objects.visible_to(viewer)
        .filter(user__in=people)
        .select_related("user")
    }
    labels = labels_for({row.role for row in rows}, language) if rows else {}
    return [
        Office(
            label_text(labels, role),
            tuple(
                holder_of(row, profiles.get(row.person_id or 0), viewer, language)
                for row in held
                if row.shown_name
            ),
        )
        for role, held in groupby(rows, key=lambda row: row.role)
    ]


def holder_of(row: FocalPoint, profile: Profile | None, viewer: Viewer, language: str) -> Holder:
    """One person in office."""
    name = (
        row.organization.name_in(language) if row.organization else (row.organization_name, "und")
    )
    return Holder(
        name=row.shown_name,
        initials=initials_of(row.shown_name),
        designation=row.designation,
        organization=Text(*name),
        url=reverse("experts:profile_detail", args=[profile.slug]) if profile else "",
        portrait=portrait_for(profile, viewer) if profile else "",
        is_stand_in=row.is_stand_in,
        end=row.end,
    )


def portrait_for(profile: Profile, viewer: Viewer) -> str:
    """The portrait, as far as the viewer may see it."""
    return disclose(profile, visible_fields(profile, viewer) & {"portrait"}).portrait
