"""People, organizations and focal points for tests, projected as on the site."""

from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from experts.cooperation.receivers import brokers
from experts.models import (
    Affiliation,
    CooperationItem,
    Expertise,
    FocalPoint,
    Organization,
    Profile,
    ProfileLanguage,
    ProfileState,
    Work,
)
from experts.stages import SHOWN, Stage
from records import projection
from tests.factories.accounts import make_user

numbers = count(1)


def make_profile(
    user: User | None = None,
    *,
    expertise: dict[str, int] | None = None,
    languages: dict[str, int] | None = None,
    organization: Organization | None = None,
    works: tuple[str, ...] = (),
    **fields: Any,
) -> Profile:
    """A published profile, visible to everybody unless told otherwise."""
    number = next(numbers)
    user = user or make_user(first_name="Sione", last_name=f"Vaka {number}")
    defaults: dict[str, Any] = {
        "slug": f"sione-vaka-{number}",
        "state": ProfileState.PUBLISHED,
        "published_at": timezone.now(),
        "confirmed_at": timezone.now(),
    }
    profile = Profile.objects.create(user=user, **(defaults | fields))
    for term, level in (expertise or {}).items():
        Expertise.objects.create(profile=profile, term=term, level=level)
    for language, level in (languages or {}).items():
        ProfileLanguage.objects.create(profile=profile, language=language, level=level)
    if organization:
        Affiliation.objects.create(profile=profile, organization=organization, role="Scientist")
    for title in works:
        Work.objects.create(profile=profile, title=title)
    projection.refresh(profile)
    return profile


def make_organization(**fields: Any) -> Organization:
    """A published organization."""
    number = next(numbers)
    defaults: dict[str, Any] = {
        "slug": f"reef-institute-{number}",
        "names": {"en": f"Reef Institute {number}"},
    }
    return Organization.objects.create(**(defaults | fields))


def make_focal_point(**fields: Any) -> FocalPoint:
    """A focal point of Fiji for the Convention, in office."""
    defaults: dict[str, Any] = {
        "country": "FJ",
        "role": "focal-point-roles:cbd",
        "name": f"Nia Atoll {next(numbers)}",
    }
    return FocalPoint.objects.create(**(defaults | fields))


def make_broker(**fields: Any) -> User:
    """A person who brokers requests and offers."""
    return make_user(
        groups=[brokers().name], **({"first_name": "Ana", "last_name": "Tide"} | fields)
    )


def make_item(owner: User | None = None, **fields: Any) -> CooperationItem:
    """A published request about coral reefs in Fiji, in English, seen by everybody."""
    number = next(numbers)
    stage = fields.get("stage", Stage.PUBLISHED)
    defaults: dict[str, Any] = {
        "direction": "request",
        "titles": {"en": f"Reef survey {number}"},
        "descriptions": {"en": "Eleven reefs."},
        "topics": ["cbd-subjects:CORAL-REEFS"],
        "countries": ["countries:FJ"],
        "help_kinds": ["help-kinds:data"],
        "languages": ["languages:en"],
        "stage": stage,
        "published_at": timezone.now() if stage in SHOWN else None,
    }
    owner = owner or make_user(first_name="Tevita", last_name=f"Moala {number}")
    item = CooperationItem.objects.create(owner=owner, **(defaults | fields))
    projection.refresh(item)
    return item
