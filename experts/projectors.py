"""How people and organizations become records.

A record of a profile holds what everybody sees whom its gate lets through, and nothing
else. A profile that only communities or its own person see has no record.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, override

from experts.audiences import SIGNED_IN
from experts.disclosure import Disclosure, disclose, logo_path
from experts.kinds import EXPERT, ORGANIZATION
from experts.levels import Visibility, level_of
from experts.models import Availability, Organization, Profile
from experts.visibility import fields_within
from records.data import Agent, Identifier, PartialDate, RecordData, RecordLink, Reference
from records.registry import (
    Projector,
    register_fact_labels,
    register_fact_values,
    register_projector,
)

# The gate of a profile by its visibility; the other levels have no record.
GATES = {Visibility.PUBLIC: "", Visibility.SIGNED_IN: SIGNED_IN}
SUMMARY_LENGTH = 300


def uids_of(objects: QuerySet[Any], after: UUID | None) -> Iterator[UUID]:
    """Every identifier greater than `after`, in ascending order."""
    if after:
        objects = objects.filter(uid__gt=after)
    yield from objects.order_by("uid").values_list("uid", flat=True).iterator()


# --- People ----------------------------------------------------------------------


def build_profiles(uids: Sequence[UUID]) -> Mapping[UUID, RecordData]:
    """Project the profiles with these identifiers: six queries for any number."""
    profiles = Profile.objects.published().with_uid_in(uids).with_parts()
    return {
        profile.uid: project_profile(profile)
        for profile in profiles
        if level_of(profile.visibility) in GATES
    }


def project_profile(profile: Profile) -> RecordData:
    """Project one published profile that has a gate."""
    level = level_of(profile.visibility)
    shown = disclose(profile, fields_within(profile, level))
    own = profile.user.language or settings.LANGUAGE_CODE
    languages = list(dict.fromkeys([*shown.headline, *shown.biography])) or [own]
    default = own if own in languages else languages[0]
    texts = dict(shown.biography)
    texts[default] = "\n".join(filter(None, [texts.get(default, ""), *further_texts(shown)]))
    return RecordData(
        uid=profile.uid,
        kind=EXPERT,
        default_language=default,
        titles=dict.fromkeys(languages, shown.name),
        summaries=dict(shown.headline),
        texts={language: text for language, text in texts.items() if text},
        urls=addresses("experts:profile_detail", shown.slug, languages),
        terms=profile_terms(shown),
        countries=profile_countries(shown),
        agents=profile_agents(shown),
        issued=PartialDate(timezone.localdate(profile.published_at or profile.created)),
        modified=profile.updated,
        identifiers=(Identifier("orcid", shown.orcid),) if shown.orcid else (),
        links=tuple(RecordLink(url=link["url"], name=link.get("name", "")) for link in shown.links),
        references=tuple(
            Reference(target=uid, relation="affiliated-with")
            for uid in dict.fromkeys(
                item.organization.uid for item in shown.affiliations if item.organization
            )
        ),
        facts=profile_facts(shown),
        image=shown.portrait,
        restriction_gate=GATES[level],
    )


def further_texts(shown: Disclosure) -> Iterator[str]:
    """What is found by its words and stands in no language of its own."""
    yield ", ".join(shown.taxa)
    for affiliation in shown.affiliations:
        yield f"{affiliation.role} {organization_name(affiliation)}".strip()
    for work in shown.works:
        yield f"{work.title} {work.container}".strip()


def organization_name(affiliation: Any) -> str:
    """The name of the organization that somebody belongs to."""
    return str(affiliation.organization or affiliation.name)


def profile_terms(shown: Disclosure) -> tuple[str, ...]:
    """Expertise, ecosystems, help and spoken languages as terms."""
    terms = [item.term for item in shown.expertise]
    terms += [*shown.ecosystems, *shown.help_offered]
    terms += [f"languages:{item.language}" for item in shown.languages]
    return tuple(dict.fromkeys(terms))


def profile_countries(shown: Disclosure) -> tuple[str, ...]:
    """Where somebody lives and worked, as ISO codes."""
    codes = [shown.based_in, *(term.partition(":")[2] for term in shown.worked_in)]
    return tuple(dict.fromkeys(code.upper() for code in codes if code))


def profile_agents(shown: Disclosure) -> tuple[Agent, ...]:
    """The organizations that somebody belongs to now."""
    return tuple(
        Agent(
            name=organization_name(item),
            role="organization",
            ror=item.organization.ror if item.organization else "",
        )
        for item in shown.affiliations
        if item.end_year is None
    )


def profile_facts(shown: Disclosure) -> dict[str, Any]:
    """Levels of expertise and of languages, and whether requests are welcome."""
    facts: dict[str, Any] = {
        "expertise_levels": {item.term: item.level for item in shown.expertise},
        "language_levels": {item.language: item.level for item in shown.languages},
        "taxa": list(shown.taxa),
    }
    if shown.availability:
        facts["availability"] = labels_of(Availability(shown.availability))
        facts["availability_code"] = shown.availability
        if shown.available_until:
            facts["available_until"] = shown.available_until.isoformat()
    return {name: value for name, value in facts.items() if value}


# --- Organizations ---------------------------------------------------------------


def build_organizations(uids: Sequence[UUID]) -> Mapping[UUID, RecordData]:
    """Project the organizations with these identifiers: one query."""
    found = Organization.objects.published().with_uid_in(uids)
    return {each.uid: project_organization(each) for each in found if any(each.names.values())}


def project_organization(organization: Organization) -> RecordData:
    """Project one published organization."""
    names = {language: name for language, name in organization.names.items() if name}
    default = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in names else next(iter(names))
    texts = {language: text for language, text in organization.descriptions.items() if text}
    if organization.acronym:
        texts[default] = f"{organization.acronym}\n{texts.get(default, '')}".strip()
    countries = [organization.country, *(t.partition(":")[2] for t in organization.active_in)]
    facts = {
        "acronym": organization.acronym,
        "seat": organization.city,
    }
    return RecordData(
        uid=organization.uid,
        kind=ORGANIZATION,
        default_language=default,
        titles={**dict.fromkeys(texts, names[default]), **names},
        summaries={
            language: shortened(text)
            for language, text in organization.descriptions.items()
            if text
        },
        texts=texts,
        urls=addresses("experts:organization_detail", organization.slug, [*names, *texts]),
        terms=tuple(term for term in (organization.type, *organization.topics) if term),
        countries=tuple(dict.fromkeys(code.upper() for code in countries if code)),
        issued=PartialDate(timezone.localdate(organization.created)),
        modified=organization.updated,
        identifiers=(Identifier("ror", organization.ror),) if organization.ror else (),
        links=tuple(organization_links(organization)),
        facts={name: value for name, value in facts.items() if value},
        image=logo_path(organization),
    )


def organization_links(organization: Organization) -> Iterator[RecordLink]:
    """The organization's own site first."""
    if organization.website:
        yield RecordLink(url=organization.website)
    for link in organization.links:
        yield RecordLink(url=link["url"], name=link.get("name", ""))


def shortened(text: str) -> str:
    """The first paragraph, cut at a word."""
    first = text.strip().partition("\n")[0]
    if len(first) <= SUMMARY_LENGTH:
        return first
    return f"{first[:SUMMARY_LENGTH].rpartition(' ')[0]}…"


def labels_of(choice: Availability) -> dict[str, str]:
    """The label of a choice in the languages of the interface."""
    labels = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels[language] = str(choice.label)
    return labels


def addresses(name: str, slug: str, languages: Sequence[str]) -> dict[str, str]:
    """The path of a page in each language that the site speaks."""
    spoken = dict(settings.LANGUAGES)
    paths = {}
    for language in languages:
        if language in spoken:
            with override(language):
                paths[language] = reverse(name, args=[slug])
    if not paths:
        with override(settings.LANGUAGE_CODE):
            paths[settings.LANGUAGE_CODE] = reverse(name, args=[slug])
    return paths


def uid_of(thing: Model) -> UUID:
    """The identifier of a profile or organization."""
    uid: UUID = thing.uid  # type: ignore[attr-defined]
    return uid


def register() -> None:
    """Register both projectors and the names of their facts."""
    register_projector(
        Projector(
            model=Profile,
            kinds=(EXPERT,),
            uid_of=uid_of,
            build=build_profiles,
            uids=lambda after: uids_of(Profile.objects.all(), after),
        )
    )
    register_projector(
        Projector(
            model=Organization,
            kinds=(ORGANIZATION,),
            uid_of=uid_of,
            build=build_organizations,
            uids=lambda after: uids_of(Organization.objects.all(), after),
        )
    )
    register_fact_labels(
        {
            "acronym": _("Acronym"),
            "availability": _("Availability"),
            "seat": _("Seat"),
            "taxa": _("Groups of species"),
        }
    )
    register_fact_values("availability_code", dict(Availability.choices))
