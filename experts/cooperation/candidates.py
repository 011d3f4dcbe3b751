"""Who may be suggested for a request, read in a fixed number of queries (decision 0110).

Only what everybody who is signed in sees of a profile counts: what somebody hides can
neither help nor be told in a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from experts.levels import Visibility
from experts.matching.data import Candidate, Match, Misfit, Need, Subject
from experts.matching.ranking import MOST_CANDIDATES, near_topics, rank
from experts.models import (
    Affiliation,
    AffiliationState,
    Block,
    CooperationItem,
    Direction,
    Expertise,
    ItemVisibility,
    MatchSuggestion,
    Profile,
    ProfileLanguage,
)
from experts.querysets import ProfileQuerySet
from experts.stages import OPEN
from experts.visibility import fields_within
from vocabularies.hierarchy import hierarchy

YEAR = 365.25
# How well somebody who offers something knows it: a broker has read the offer.
OFFERED = Subject(level=3, source="document")
OFFERED_LANGUAGE = 3
# Declines that say something about how likely the next answer is a yes.
COUNTED_DECLINES = ("no-time", "other", "")


@dataclass(slots=True)
class Gathered:
    """What is known of one person before their candidate is made."""

    profile: Profile
    fields: frozenset[str]
    topics: dict[str, Subject] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    organizations: set[int] = field(default_factory=set)
    answers: Mapping[str, Any] = field(default_factory=dict)


def match_request(
    item: CooperationItem, *, limit: int, without: Iterable[int] = ()
) -> tuple[list[Match], list[Misfit]]:
    """Rank people and offers for a request; keys of offers are negative. Six queries.

    `without` are keys that are not wanted any more.
    """
    narrower, broader = hierarchy()
    need = need_of(item)
    near = near_topics(need, narrower, broader)
    terms = {term for terms in near.values() for term in terms}
    people, need = gather_people(item, need, terms)
    offers = [candidate_of(offer) for offer in others(item) if terms.intersection(offer.topics)]
    unwanted = set(without)
    wanted = [each for each in (*people, *offers) if each.key not in unwanted]
    return rank(need, wanted, near, limit=limit)


def match_offer(
    item: CooperationItem, *, limit: int, without: Iterable[int] = ()
) -> tuple[list[Match], list[Misfit]]:
    """Rank open requests for an offer: each asks whether the offer fits it."""
    narrower, broader = hierarchy()
    offer = candidate_of(item)
    unwanted = set(without)
    matches: list[Match] = []
    misfits: list[Misfit] = []
    for request in others(item):
        need = need_of(request)
        found, missed = rank(need, [offer], near_topics(need, narrower, broader), limit=1)
        if candidate_of(request).key not in unwanted:
            matches += [replace(match, candidate=candidate_of(request)) for match in found]
            misfits += [replace(misfit, candidate=candidate_of(request)) for misfit in missed]
    matches.sort(key=lambda match: (-match.score, match.candidate.key))
    return matches[:limit], misfits


def need_of(item: CooperationItem) -> Need:
    """What a request asks for."""
    return Need(
        topics=tuple(item.topics),
        countries=tuple(keys(item.countries)),
        help_kinds=frozenset(item.help_kinds),
        languages=tuple(keys(item.languages)),
        owner=item.owner_id,
        organizations=frozenset({item.organization_id} if item.organization_id else ()),
    )


def candidate_of(item: CooperationItem) -> Candidate:
    """An item of the other direction as a candidate."""
    countries = list(keys(item.countries))
    return Candidate(
        key=-item.pk,
        owner=item.owner_id,
        topics=dict.fromkeys(item.topics, OFFERED),
        home=countries[0] if countries else "",
        countries=frozenset(countries),
        languages=dict.fromkeys(keys(item.languages), OFFERED_LANGUAGE),
        help_kinds=frozenset(item.help_kinds),
        organizations=frozenset({item.organization_id} if item.organization_id else ()),
    )


def keys(terms: Iterable[str]) -> Iterable[str]:
    """Terms without their vocabulary."""
    return (term.partition(":")[2] for term in terms)


def others(item: CooperationItem) -> Iterable[CooperationItem]:
    """Open items of the other direction, by other people, in a fixed order."""
    other = Direction.OFFER if item.direction == Direction.REQUEST else Direction.REQUEST
    return (
        CooperationItem.objects.open()
        .filter(direction=other)
        .exclude(owner=item.owner_id)
        .exclude(visibility=ItemVisibility.INVITED)
        .defer("descriptions", "outcomes")
        .order_by("pk")[:MOST_CANDIDATES]
    )


def eligible(item: CooperationItem, terms: Iterable[str]) -> ProfileQuerySet:
    """Profiles that signed-in people may meet, of nobody who blocked or is blocked."""
    blocked = Block.objects.filter(owner=item.owner_id).values("blocked")
    blocking = Block.objects.filter(blocked=item.owner_id).values("owner")
    return (
        Profile.objects.published()
        .filter(visibility__in=(Visibility.PUBLIC, Visibility.SIGNED_IN))
        .exclude(user__in=blocked)
        .exclude(user__in=blocking)
        .filter(Exists(Expertise.objects.filter(profile=OuterRef("pk"), term__in=list(terms))))
    )


def gather_people(
    item: CooperationItem, need: Need, terms: set[str]
) -> tuple[list[Candidate], Need]:
    """Read everybody who knows one of the terms, and what the owner belongs to."""
    profiles = eligible(item, terms)
    people = read_expertise(profiles, terms)
    chosen = profiles.order_by().values("pk")
    for profile, language, level in ProfileLanguage.objects.filter(
        profile__in=chosen, language__in=need.languages
    ).values_list("profile", "language", "level"):
        if profile in people and "languages" in people[profile].fields:
            people[profile].languages[language] = level
    organizations, excluded = read_affiliations(item, people, chosen)
    read_answers(people, chosen)
    need = replace(
        need, organizations=need.organizations | organizations, excluded=frozenset(excluded)
    )
    now = timezone.now()
    return [made(person, now) for person in people.values()], need


def read_expertise(profiles: ProfileQuerySet, terms: set[str]) -> dict[int, Gathered]:
    """The people by profile, with the subjects that matter and that they show."""
    now = timezone.now()
    rows = (
        Expertise.objects.filter(profile__in=profiles.order_by().values("pk"), term__in=terms)
        .select_related("profile")
        .defer("profile__headline", "profile__biography", "profile__links", "profile__taxa")
        .order_by("-level", "pk")
    )
    people: dict[int, Gathered] = {}
    for row in rows:
        person = people.get(row.profile_id)
        if person is None:
            if len(people) == MOST_CANDIDATES:
                continue
            shown = fields_within(row.profile, Visibility.SIGNED_IN)
            person = people[row.profile_id] = Gathered(row.profile, shown)
        if "expertise" in person.fields:
            age = now - (row.verified_at or row.updated)
            person.topics[row.term] = Subject(
                level=row.level,
                source=row.source,
                is_verified=row.is_verified,
                age=max(0.0, age.days / YEAR),
            )
    return {key: person for key, person in people.items() if person.topics}


def read_affiliations(
    item: CooperationItem, people: dict[int, Gathered], chosen: Any
) -> tuple[set[int], set[int]]:
    """Fill in the organizations; return those of the owner and those that are excluded.

    Hidden affiliations count as well: a conflict of interest is one whoever sees it.
    """
    excluded = CooperationItem.excluded.through.objects.filter(
        cooperationitem=item.pk, organization=OuterRef("organization")
    )
    rows = (
        Affiliation.objects.filter(Q(profile__in=chosen) | Q(profile__user=item.owner_id))
        .filter(organization__isnull=False, end_year__isnull=True)
        .exclude(state=AffiliationState.REFUSED)
        .values_list("profile", "profile__user", "organization", Exists(excluded))
    )
    own, unwanted = set(), set()
    for profile, user, organization, is_excluded in rows:
        if user == item.owner_id:
            own.add(organization)
        if is_excluded:
            unwanted.add(organization)
        if profile in people:
            people[profile].organizations.add(organization)
    return own, unwanted


def read_answers(people: dict[int, Gathered], chosen: Any) -> None:
    """Fill in what became of earlier invitations."""
    waiting = Q(state="invited", item__stage__in=OPEN)
    declined = Q(state="declined", decline_reason__in=COUNTED_DECLINES)
    rows = (
        MatchSuggestion.objects.filter(profile__in=chosen)
        .values("profile")
        .annotate(
            waiting=Count("pk", filter=waiting),
            accepted=Count("pk", filter=Q(state="accepted")),
            declined=Count("pk", filter=declined),
        )
        .order_by("profile")
    )
    for row in rows:
        if row["profile"] in people:
            people[row["profile"]].answers = row


def made(person: Gathered, now: datetime) -> Candidate:
    """The candidate that a person is, with the parts that they show."""
    profile, shown, answers = person.profile, person.fields, person.answers
    is_past = profile.available_until is not None and profile.available_until < now.date()
    availability = "open" if is_past else profile.availability
    accepted = answers.get("accepted", 0)
    return Candidate(
        key=profile.pk,
        owner=profile.user_id,
        topics=person.topics,
        home=profile.based_in if "based_in" in shown else "",
        countries=frozenset(keys(profile.worked_in) if "worked_in" in shown else ()),
        languages=person.languages,
        help_kinds=frozenset(profile.help_offered if "help_offered" in shown else ()),
        organizations=frozenset(person.organizations),
        availability=availability,
        waiting=answers.get("waiting", 0),
        asked=accepted + answers.get("declined", 0),
        accepted=accepted,
    )
