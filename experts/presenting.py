"""People and organizations as their pages show them, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from experts.disclosure import Disclosure
from experts.kinds import ORGANIZATION
from experts.models import Affiliation, Availability, ExpertiseLevel, LanguageLevel, Organization
from records.audiences import Viewer
from records.details import facet_url
from records.models import Record
from records.presentation import Text
from records.related import RelatedGroup, related_to
from vocabularies.labels import Label, labels_for


@dataclass(frozen=True, slots=True)
class Subject:
    """A term of a profile; `evidence` is the address of what shows it."""

    text: Text
    url: str
    is_verified: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    """Expertise of one level."""

    level: str | Promise
    value: int
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language and how well."""

    text: Text
    level: str | Promise


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an organization; `url` is the page of one that is here."""

    role: str
    name: Text
    url: str
    years: str
    is_confirmed: bool
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """What the page of a person shows; parts that may not be seen are empty."""

    shown: Disclosure
    initials: str
    headline: Text
    biography: Text
    expertise: tuple[SubjectGroup, ...]
    help_offered: tuple[Text, ...]
    languages: tuple[Spoken, ...]
    based_in: Text
    worked_in: tuple[Subject, ...]
    ecosystems: tuple[Subject, ...]
    places: tuple[Place, ...]
    availability: str
    is_available: bool
    related: tuple[RelatedGroup, ...]


def person_page(
    shown: Disclosure, viewer: Viewer, language: str, *, preferred: str = ""
) -> PersonPage:
    """Present a disclosed profile. Labels take one look-up, related records two queries."""
    labels = labels_for(identifiers_of(shown), language)
    record = Record.objects.visible_to(viewer).filter(uid=shown.uid).first()
    based = f"countries:{shown.based_in}"
    return PersonPage(
        shown=shown,
        initials=initials_of(shown.name),
        headline=text_in(shown.headline, language, preferred),
        biography=text_in(shown.biography, language, preferred),
        expertise=tuple(expertise_groups(shown, labels)),
        help_offered=tuple(label_text(labels, term) for term in shown.help_offered),
        languages=tuple(
            Spoken(
                label_text(labels, f"languages:{item.language}"), LanguageLevel(item.level).label
            )
            for item in shown.languages
        ),
        based_in=label_text(labels, based) if shown.based_in else Text("", language),
        worked_in=subjects(shown.worked_in, labels),
        ecosystems=subjects(shown.ecosystems, labels),
        places=tuple(place_of(item, language) for item in shown.affiliations),
        availability=availability_text(shown),
        is_available=shown.availability == Availability.OPEN,
        # The organizations stand in a list of their own.
        related=tuple(
            group
            for group in (related_to(record, viewer, language) if record else ())
            if group.kind.key != ORGANIZATION
        ),
    )


def identifiers_of(shown: Disclosure) -> set[str]:
    """Every term whose label the page needs."""
    found = {item.term for item in shown.expertise}
    found |= {*shown.worked_in, *shown.ecosystems, *shown.help_offered}
    found |= {f"languages:{item.language}" for item in shown.languages}
    return found | ({f"countries:{shown.based_in}"} if shown.based_in else set())


def label_text(labels: Mapping[str, Label], identifier: str) -> Text:
    """The label of a term, its key when it has none."""
    label = labels.get(identifier)
    return Text(label.text, label.language) if label else Text(identifier.partition(":")[2], "und")


def text_in(texts: Mapping[str, str], language: str, preferred: str = "") -> Text:
    """The text in the reader's language, else in the writer's, English or any."""
    for candidate in (language, preferred, "en", *texts):
        if texts.get(candidate):
            return Text(texts[candidate], candidate)
    return Text("", language)


def subjects(terms: Iterable[str], labels: Mapping[str, Label]) -> tuple[Subject, ...]:
    """Terms with their labels and the search for others that carry them."""
    return tuple(Subject(label_text(labels, term), facet_url(term)) for term in terms)


def expertise_groups(shown: Disclosure, labels: Mapping[str, Label]) -> list[SubjectGroup]:
    """Expertise from the highest level to the lowest."""
    groups = []
    for level in sorted(ExpertiseLevel, reverse=True):
        found = tuple(
            Subject(
                text=label_text(labels, item.term),
                url=facet_url(item.term),
                is_verified=item.is_verified,
                evidence=reverse("records:identifier", args=[item.evidence])
                if item.evidence
                else item.evidence_url,
            )
            for item in shown.expertise
            if item.level == level
        )
        if found:
            groups.append(SubjectGroup(level.label, level.value, found))
    return groups


def place_of(item: Affiliation, language: str) -> Place:
    """One line of the list of organizations."""
    name = Text(item.name, "und")
    url = ""
    if item.organization:
        name = Text(*item.organization.name_in(language))
        url = reverse("experts:organization_detail", args=[item.organization.slug])
    return Place(
        role=item.role,
        name=name,
        url=url,
        years=years_text(item.start_year, item.end_year),
        is_confirmed=item.state == "confirmed",
        is_current=item.end_year is None,
    )


def years_text(start: int | None, end: int | None) -> str:
    """“2019–2023”, “since 2019”, “until 2023” or nothing."""
    if start and end:
        return f"{start}–{end}"
    if start:
        return _("since %(year)s") % {"year": start}
    return _("until %(year)s") % {"year": end} if end else ""


def availability_text(shown: Disclosure) -> str:
    """Whether somebody takes requests, and until when that holds."""
    if not shown.availability:
        return ""
    label = str(Availability(shown.availability).label)
    if not shown.available_until:
        return label
    return _("%(availability)s, until %(date)s") % {
        "availability": label,
        "date": date_format(shown.available_until, "DATE_FORMAT"),
    }


def initials_of(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationPage:
    """What the page of an organization shows."""

    organization: Organization
    name: Text
    description: Text
    type: Text
    country: Text
    active_in: tuple[Subject, ...]
    topics: tuple[Subject, ...]
    related: tuple[RelatedGroup, ...]
    initials: str


def organization_page(
    organization: Organization, viewer: Viewer, language: str
) -> OrganizationPage:
    """Present an organization with its people and the records that name it."""
    country = f"countries:{organization.country}"
    labels = labels_for(
        {organization.type, country, *organization.active_in, *organization.topics} - {""}, language
    )
    record = Record.objects.visible_to(viewer).filter(uid=organization.uid).first()
    nothing = Text("", language)
    return OrganizationPage(
        organization=organization,
        name=Text(*organization.name_in(language)),
        description=text_in(organization.descriptions, language),
        type=label_text(labels, organization.type) if organization.type else nothing,
        country=label_text(labels, country) if organization.country else nothing,
        active_in=subjects(organization.active_in, labels),
        topics=subjects(organization.topics, labels),
        related=tuple(related_to(record, viewer, language)) if record else (),
        initials=organization.acronym[:4] or initials_of(str(organization)),
    )
