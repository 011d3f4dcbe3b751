"""What this room holds of people, and what has to be handed over before they leave.

Messages and requests declare themselves, where they are.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.personal_data import (
    Content,
    Export,
    Row,
    declare,
    declare_owned,
    register_obstacle,
)
from experts.models import (
    Affiliation,
    Expertise,
    FocalPoint,
    Organization,
    OrganizationClaim,
    Profile,
    ProfileLanguage,
    Work,
)

WITH_PROFILE = "Goes with its profile."


def rows_of(find: Callable[[User], QuerySet[Any]], *fields: str) -> Export:
    """Hand out rows that are erased with something else."""

    def export(user: User) -> Iterator[Row]:
        yield from find(user).order_by("pk").values(*fields).iterator()

    return export


def portrait(user: User) -> Iterable[tuple[str, BinaryIO]]:
    """Yield the portrait."""
    for profile in Profile.objects.filter(user=user).exclude(portrait=""):
        name = profile.portrait.name or ""
        if profile.portrait.storage.exists(name):
            stored: Any = profile.portrait.storage.open(name, "rb")
            yield "portrait.webp", stored


def remove_profile(user: User, content: Content) -> None:
    """Delete the profile with its lists and its portrait; its record is buried.

    A profile is no contribution that could be kept without its person. The file goes first:
    should the rest fail, the next turn deletes a profile without one.
    """
    del content
    for profile in Profile.objects.filter(user=user):
        if profile.portrait:
            profile.portrait.delete(save=False)
        profile.delete()


def offices(user: User) -> QuerySet[FocalPoint]:
    """The offices of a person: by the account, or by the address that editors wrote."""
    return FocalPoint.objects.filter(Q(person=user) | Q(address__iexact=user.email))


def leave_organizations(user: User, content: Content) -> None:
    """Take the person out of the people who keep a page."""
    del content
    user.managed_organizations.clear()


def kept_pages(user: User) -> Iterator[Row]:
    """Yield the organizations whose page the person keeps."""
    for organization in user.managed_organizations.order_by("pk"):
        yield {"organization": str(organization), "page": organization.slug}


def only_manager(user: User) -> Iterator[str]:
    """Name the organizations that nobody else keeps."""
    for organization in Organization.objects.kept_by_nobody_but(user).order_by("slug"):
        yield _(
            "You are the only one who keeps the page of %(organization)s. Hand it over on"
            " that page, or give it back to the editors there."
        ) % {"organization": organization}


register_obstacle(only_manager)
declare(
    "experts.Profile",
    export=rows_of(
        lambda user: Profile.objects.filter(user=user),
        "slug", "state", "visibility", "field_visibility", "headline", "biography", "based_in",
        "worked_in", "ecosystems", "taxa", "help_offered", "availability", "available_until",
        "contact_from", "links", "orcid", "created", "published_at", "confirmed_at",
    ),
    files=portrait,
    erase=remove_profile,
)  # fmt: skip
declare(
    "experts.Expertise",
    export=rows_of(
        lambda user: Expertise.objects.filter(profile__user=user),
        "term", "level", "source", "evidence", "evidence_url", "years", "verified_at",
    ),
    kept=f"{WITH_PROFILE} Who verified the subject of somebody else is a tombstone.",
)  # fmt: skip
declare(
    "experts.ProfileLanguage",
    export=rows_of(
        lambda user: ProfileLanguage.objects.filter(profile__user=user), "language", "level"
    ),
    kept=WITH_PROFILE,
)
declare(
    "experts.Affiliation",
    export=rows_of(
        lambda user: Affiliation.objects.filter(profile__user=user),
        "organization__slug", "name", "role", "start_year", "end_year", "state",
    ),
    kept=WITH_PROFILE,
)  # fmt: skip
declare(
    "experts.Work",
    export=rows_of(
        lambda user: Work.objects.filter(profile__user=user),
        "title", "authors", "container", "year", "kind", "doi", "url", "source",
    ),
    kept=WITH_PROFILE,
)  # fmt: skip
declare_owned(
    "experts.FocalPoint", offices,
    "country", "role", "is_stand_in", "name", "designation", "organization_name", "address",
    "start", "end",
)  # fmt: skip
declare_owned(
    "experts.OrganizationClaim",
    lambda user: OrganizationClaim.objects.filter(user=user),
    "organization__slug", "grounds", "evidence_url", "state", "created", "reason",
)  # fmt: skip
declare("experts.Organization", kept="What an organization says of itself is not personal.")
declare("experts.Organization_managers", export=kept_pages, erase=leave_organizations)
