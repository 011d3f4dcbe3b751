"""A profile as somebody gets it: only the parts that they may see.

Everything that shows or passes on a profile reads a `Disclosure`, so that what is not
shown is not there to be forgotten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.urls import reverse

from experts.levels import DEFAULTS
from experts.models import (
    Affiliation,
    AffiliationState,
    Expertise,
    Organization,
    OrganizationState,
    Profile,
    ProfileLanguage,
    Work,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """The parts of a profile that may be seen; the others are empty."""

    uid: UUID
    name: str
    slug: str
    fields: frozenset[str]
    headline: Mapping[str, str]
    biography: Mapping[str, str]
    portrait: str
    expertise: tuple[Expertise, ...]
    languages: tuple[ProfileLanguage, ...]
    affiliations: tuple[Affiliation, ...]
    works: tuple[Work, ...]
    based_in: str
    worked_in: tuple[str, ...]
    ecosystems: tuple[str, ...]
    taxa: tuple[str, ...]
    help_offered: tuple[str, ...]
    availability: str
    available_until: date | None
    links: tuple[Mapping[str, str], ...]
    orcid: str


def disclose(profile: Profile, fields: frozenset[str]) -> Disclosure:
    """Return the profile with these parts. Its lists must have been read with it."""
    seen = {name: name in fields for name in DEFAULTS}
    return Disclosure(
        uid=profile.uid,
        name=profile.name,
        slug=profile.slug,
        fields=fields,
        headline=profile.headline if seen["headline"] else {},
        biography=profile.biography if seen["biography"] else {},
        portrait=portrait_path(profile) if seen["portrait"] else "",
        expertise=tuple(profile.expertise.all()) if seen["expertise"] else (),
        languages=tuple(profile.languages.all()) if seen["languages"] else (),
        affiliations=tuple(shown_affiliations(profile)) if seen["affiliations"] else (),
        works=tuple(profile.works.all()) if seen["works"] else (),
        based_in=profile.based_in if seen["based_in"] else "",
        worked_in=tuple(profile.worked_in) if seen["worked_in"] else (),
        ecosystems=tuple(profile.ecosystems) if seen["ecosystems"] else (),
        taxa=tuple(profile.taxa) if seen["taxa"] else (),
        help_offered=tuple(profile.help_offered) if seen["help_offered"] else (),
        availability=profile.availability if seen["availability"] else "",
        available_until=profile.available_until if seen["availability"] else None,
        links=tuple(profile.links) if seen["links"] else (),
        orcid=(profile.orcid or "") if seen["orcid"] else "",
    )


def shown_affiliations(profile: Profile) -> Iterator[Affiliation]:
    """Affiliations but those that the organization refused or that may not be known."""
    for affiliation in profile.affiliations.all():
        organization = affiliation.organization
        if affiliation.state == AffiliationState.REFUSED:
            continue
        if organization is None or organization.state == OrganizationState.PUBLISHED:
            yield affiliation


def portrait_path(profile: Profile) -> str:
    """Where the portrait is shown, "" when there is none. A new portrait has a new address."""
    if not profile.portrait:
        return ""
    return reverse("portraits:portrait", args=[profile.uid, version_of(profile.portrait)])


def logo_path(organization: Organization) -> str:
    """Where the logo is shown, "" when there is none."""
    if not organization.logo:
        return ""
    return reverse("portraits:logo", args=[organization.uid, version_of(organization.logo)])


def version_of(file: FieldFile) -> str:
    """The name of a stored picture, which is new for each upload."""
    return PurePath(file.name or "").name
