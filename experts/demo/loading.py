"""Loads invented people, organizations and focal points; what exists is left as it is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from experts.demo.portraits import portrait
from experts.models import (
    Affiliation,
    Availability,
    Expertise,
    ExpertiseSource,
    FocalPoint,
    Organization,
    Profile,
    ProfileLanguage,
    ProfileState,
    Work,
)
from experts.slugs import free_slug
from records import projection
from records.registry import projector_for

HERE = Path(__file__).parent
NAMESPACE = UUID("8f1dd1b2-6c0a-4a5d-9a52-0c1f3f1f7a11")
BATCH = 100
LANGUAGE_CODES = {"zh-hans": "zh"}
OFFICES = ("cbd", "chm", "sbstta", "abs", "cartagena")
COUNTRIES = ("FJ", "WS", "TO", "VU", "KI", "TV", "PW", "MU", "SC", "KM", "JM", "CV")
PORTRAITS_OF = 2  # every second person has a portrait
# Accounts of the demonstration that have a profile, with the profession they have.
ROLES = {"contributor": "fisheries", "focal-point": "indicators", "member": "mangroves"}


def load_people() -> str:
    """Create what is missing; returns how much that was."""
    if Organization.objects.filter(uid=uid_of("organization tideline")).exists():
        return ""
    with transaction.atomic():
        organizations = create_organizations()
        profiles = create_profiles(organizations)
        create_focal_points(organizations)
        for model in (Organization, Profile):
            refresh(model)
    return f"{len(profiles)} people and {len(organizations)} organizations were created."


def uid_of(key: str) -> UUID:
    """The identifier of a thing of the demonstration, the same on every installation."""
    return uuid5(NAMESPACE, key)


@cache
def read(name: str) -> Any:
    """A data file."""
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def create_organizations() -> dict[str, Organization]:
    """Store the organizations by their key."""
    found = {}
    for raw in read("organizations.yaml"):
        found[raw["key"]] = Organization(
            uid=uid_of(f"organization {raw['key']}"),
            slug=raw["key"],
            names=raw["names"],
            acronym=raw.get("acronym", ""),
            descriptions=raw["descriptions"],
            type=f"organization-types:{raw['type']}",
            country=raw["country"],
            city=raw["city"],
            topics=[f"cbd-subjects:{key}" for key in raw["topics"]],
            active_in=[f"countries:{code}" for code in raw["active_in"]],
            website=f"https://{raw['key']}.example.org/",
        )
    Organization.objects.bulk_create(found.values())
    return found


def create_profiles(organizations: Mapping[str, Organization]) -> list[Profile]:
    """Store the people with everything that their profession gives them."""
    data = read("people.yaml")
    users = create_users(data["people"])
    professions = data["professions"]
    makers = [
        Maker(user, row, professions[place % len(professions)], place)
        for place, (user, row) in enumerate(zip(users, data["people"], strict=True))
    ]
    makers += list(role_makers(professions, len(makers)))
    profiles = Profile.objects.bulk_create(maker.profile() for maker in makers)
    at_home: dict[str, list[Organization]] = {}
    for organization in organizations.values():
        at_home.setdefault(organization.country, []).append(organization)
    for model, rows in (
        (Expertise, [row for maker in makers for row in maker.expertise()]),
        (ProfileLanguage, [row for maker in makers for row in maker.languages()]),
        (Affiliation, [row for maker in makers for row in maker.affiliations(at_home)]),
        (Work, [row for maker in makers for row in maker.works()]),
    ):
        model._default_manager.bulk_create(rows)  # type: ignore[arg-type]
    return profiles


def create_users(people: Sequence[Sequence[str]]) -> list[User]:
    """Accounts that nobody signs in to."""
    closed = make_password(None)
    users = []
    for place, (name, _country, language, _others, _worked) in enumerate(people):
        first, _space, last = name.partition(" ")
        users.append(
            User(
                email=f"expert-{place + 1}@people.example.org",
                password=closed,
                first_name=first,
                last_name=last,
                language=language,
            )
        )
    return User.objects.bulk_create(users)


def role_makers(professions: Sequence[Any], place: int) -> Iterator["Maker"]:
    """The accounts that visitors of the demonstration sign in with."""
    by_key = {profession["key"]: profession for profession in professions}
    for offset, (role, profession) in enumerate(ROLES.items()):
        user = User.objects.filter(email=f"{role}@example.org").first()
        if user and not Profile.objects.filter(user=user).exists():
            row = [user.get_full_name(), "FJ", user.language or "en", "en fr", "FJ WS"]
            yield Maker(user, row, by_key[profession], place + offset)


class Maker:
    """Makes the rows of one person."""

    def __init__(self, user: User, row: Sequence[str], profession: Any, place: int) -> None:
        self.user = user
        self.name, self.country, self.language, self.others, self.worked_in = row
        self.profession = profession
        self.place = place
        self.made: Profile | None = None

    def profile(self) -> Profile:
        """The profile, not stored yet."""
        now = timezone.now() - timedelta(days=self.place * 3)
        uid = uid_of(f"person {self.user.email}")
        self.made = Profile(
            uid=uid,
            user=self.user,
            slug=free_slug(self.name, Profile.objects.all(), uid.hex[:12]),
            state=ProfileState.PUBLISHED,
            headline=self.words("headline"),
            biography=self.words("biography"),
            based_in=self.country,
            worked_in=[f"countries:{code}" for code in self.worked_in.split()],
            ecosystems=[f"ecosystems:{key}" for key in self.profession.get("ecosystems", ())],
            taxa=self.profession.get("taxa", []),
            help_offered=[f"help-kinds:{key}" for key in self.profession["help"]],
            availability=(Availability.OPEN, Availability.OPEN, Availability.BUSY)[self.place % 3],
            links=[{"url": f"https://notes.example.org/{self.place + 1}/", "name": ""}],
            published_at=now,
            confirmed_at=now,
            field_visibility={"links": "signed-in"} if self.place % 5 == 0 else {},
            visibility="signed-in" if self.place % 12 == 11 else "public",
        )
        if self.place % PORTRAITS_OF == 0:
            drawn = portrait(self.user.email)
            self.made.portrait.save(str(drawn.name), drawn, save=False)
        return self.made

    def words(self, name: str) -> dict[str, str]:
        """What the person writes: in their language when the file has it, and in English."""
        texts = self.profession[name]
        return {code: texts[code] for code in (self.language, "en") if code in texts}

    def expertise(self) -> Iterator[Expertise]:
        """The subjects; the first is verified for some."""
        for number, (key, level) in enumerate(self.profession["subjects"].items()):
            verified = number == 0 and self.place % 4 == 0
            yield Expertise(
                profile=self.made,
                term=f"cbd-subjects:{key}",
                level=max(1, level - self.place % 2),
                source=ExpertiseSource.DOCUMENT if verified else ExpertiseSource.SELF,
                verified_at=timezone.now() if verified else None,
                years=3 + self.place % 20,
            )

    def languages(self) -> Iterator[ProfileLanguage]:
        """The language of writing first."""
        own = LANGUAGE_CODES.get(self.language, self.language)
        yield ProfileLanguage(profile=self.made, language=own, level=4)
        for code in self.others.split():
            if code != own:
                yield ProfileLanguage(profile=self.made, language=code, level=3)

    def affiliations(self, at_home: Mapping[str, list[Organization]]) -> Iterator[Affiliation]:
        """An organization of the same country, or one by name."""
        there = at_home.get(self.country)
        yield Affiliation(
            profile=self.made,
            organization=there[self.place % len(there)] if there else None,
            name="" if there else "Independent",
            role=("Scientist", "Coordinator", "Adviser", "Warden")[self.place % 4],
            start_year=2008 + self.place % 16,
        )

    def works(self) -> Iterator[Work]:
        """One invented work."""
        yield Work(
            profile=self.made,
            title=self.profession["work"],
            container="Notes from the Tide",
            year=2014 + self.place % 12,
        )


def create_focal_points(organizations: Mapping[str, Organization]) -> None:
    """Focal points of twelve countries, some with a stand-in or a term of office."""
    people = {
        profile.user_id: profile
        for profile in Profile.objects.select_related("user").filter(based_in__in=COUNTRIES)
    }
    by_country: dict[str, list[User]] = {}
    for profile in people.values():
        by_country.setdefault(profile.based_in, []).append(profile.user)
    home = {item.country: item for item in organizations.values()}
    FocalPoint.objects.bulk_create(
        focal_point
        for place, country in enumerate(COUNTRIES)
        for focal_point in offices(country, place, by_country.get(country, []), home.get(country))
    )


def offices(
    country: str, place: int, users: Sequence[User], organization: Organization | None
) -> Iterator[FocalPoint]:
    """The focal points of one country."""
    begin = timezone.localdate() - timedelta(days=700 + 40 * place)
    for number, user in enumerate(islice(users, len(OFFICES))):
        yield FocalPoint(
            uid=uid_of(f"focal point {country} {number}"),
            country=country,
            role=f"focal-point-roles:{OFFICES[number % len(OFFICES)]}",
            person=user,
            designation=("Director", "Senior officer", "Adviser")[number % 3],
            organization=organization,
            start=begin,
            end=begin + timedelta(days=1460) if number % 2 else None,
        )
    if users:
        yield FocalPoint(
            uid=uid_of(f"focal point {country} stand-in"),
            country=country,
            role="focal-point-roles:cbd",
            is_stand_in=True,
            person=users[-1],
            organization=organization,
            start=begin,
        )


def refresh(model: type[Organization] | type[Profile]) -> None:
    """Project everything of a model, many at a time."""
    projector = projector_for(model)
    if projector is None:
        raise projection.NoProjectorError(f"{model.__name__} has no projector.")
    uids = list(projector.uids(None))
    for start in range(0, len(uids), BATCH):
        projection.refresh_uids(projector, uids[start : start + BATCH])
