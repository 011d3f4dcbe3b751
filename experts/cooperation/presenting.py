"""Requests, offers and suggestions as pages show them, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from experts.cooperation.wording import labels_of, obstacle_words, sentence, words
from experts.matching.data import Misfit
from experts.models import (
    CooperationItem,
    Direction,
    MatchSuggestion,
    OrganizationState,
    Profile,
)
from experts.querysets import MatchSuggestionQuerySet
from experts.stages import OPEN, Stage
from records.audiences import Viewer
from records.details import facet_url
from records.presentation import Text
from vocabularies.labels import Label, labels_for

MOST_MISFITS = 20


def reader() -> str:
    """The language that the page is written in."""
    return get_language() or settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True)
class Topic:
    """A term with the search for others that carry it."""

    text: Text
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """One line in a list of requests and offers."""

    item: CooperationItem
    url: str
    title: Text
    description: Text
    outcome: Text
    direction: str
    stage: str
    is_open: bool
    organization: Text
    organization_url: str
    topics: tuple[Topic, ...]
    countries: tuple[Topic, ...]
    help_kinds: tuple[Topic, ...]
    languages: tuple[Topic, ...]
    days_left: int | None


def cards(items: Sequence[CooperationItem]) -> list[ItemCard]:
    """Present items; labels take one look-up. Organizations must have been read along."""
    language = reader()
    terms = {
        term
        for item in items
        for term in (*item.topics, *item.countries, *item.help_kinds, *item.languages)
    }
    labels = labels_for(terms, language) if terms else {}
    return [card(item, labels, language) for item in items]


def card(item: CooperationItem, labels: Mapping[str, Label], language: str) -> ItemCard:
    """Present one item."""
    organization, address = Text("", language), ""
    if item.organization and item.organization.state == OrganizationState.PUBLISHED:
        organization = Text(*item.organization.name_in(language))
        address = reverse("experts:organization_detail", args=[item.organization.slug])
    return ItemCard(
        item=item,
        url=reverse("experts:item_detail", args=[item.uid]),
        title=Text(*item.title_in(language)),
        description=text_in(item.descriptions, language),
        outcome=text_in(item.outcomes, language),
        direction=str(Direction(item.direction).label),
        stage=str(Stage(item.stage).label),
        is_open=item.stage in OPEN,
        organization=organization,
        organization_url=address,
        topics=topics(item.topics, labels),
        countries=topics(item.countries, labels),
        help_kinds=topics(item.help_kinds, labels),
        languages=topics(item.languages, labels),
        days_left=(item.deadline - timezone.localdate()).days if item.deadline else None,
    )


def topics(terms: Iterable[str], labels: Mapping[str, Label]) -> tuple[Topic, ...]:
    """Terms with labels, in their order; one without a label shows its key."""
    return tuple(
        Topic(
            Text(label.text, label.language)
            if (label := labels.get(term))
            else Text(term.partition(":")[2], "und"),
            facet_url(term),
        )
        for term in terms
    )


def text_in(texts: Mapping[str, str], language: str) -> Text:
    """The text in the reader's language, else in English or any."""
    for candidate in (language, "en", *texts):
        if texts.get(candidate):
            return Text(texts[candidate], candidate)
    return Text("", language)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionCard:
    """A suggestion for the broker, or an accepted one for who asked."""

    suggestion: MatchSuggestion
    name: str
    url: str
    is_person: bool
    reasons: str
    percent: int


def suggestion_cards(suggestions: MatchSuggestionQuerySet, viewer: Viewer) -> list[SuggestionCard]:
    """Present suggestions of whom the viewer may meet now: four queries for any number."""
    language = reader()
    rows = list(suggestions.of_met_people().select_related("profile__user", "counterpart", "item"))
    people = seen_people(rows, viewer)
    offers = seen_items(rows, viewer)
    rows = [row for row in rows if row.profile_id in people or row.counterpart_id in offers]
    labels = labels_of([row.reasons for row in rows], language)
    found = []
    for row in rows:
        name, url = "", ""
        if row.profile:
            name = row.profile.name
            url = reverse("experts:profile_detail", args=[row.profile.slug])
        elif row.counterpart:
            name = row.counterpart.title_in(language)[0]
            url = reverse("experts:item_detail", args=[row.counterpart.uid])
        found.append(
            SuggestionCard(
                suggestion=row,
                name=name,
                url=url,
                is_person=row.profile is not None,
                reasons=sentence(words(row.reasons, labels)),
                percent=round(100 * row.score),
            )
        )
    return found


def seen_people(rows: Sequence[MatchSuggestion], viewer: Viewer) -> set[int | None]:
    """The profiles among the candidates that the viewer may see."""
    keys = [row.profile_id for row in rows if row.profile_id]
    found = Profile.objects.visible_to(viewer).filter(pk__in=keys)
    return set(found.values_list("pk", flat=True)) if keys else set()


def seen_items(rows: Sequence[MatchSuggestion], viewer: Viewer) -> set[int | None]:
    """The items among the candidates that the viewer may see."""
    keys = [row.counterpart_id for row in rows if row.counterpart_id]
    found = CooperationItem.objects.visible_to(viewer).filter(pk__in=keys)
    return set(found.values_list("pk", flat=True)) if keys else set()


@dataclass(frozen=True, slots=True)
class MisfitLine:
    """Somebody who is not suggested, and why not."""

    name: str
    url: str
    reason: str


def misfit_lines(misfits: Sequence[Misfit], viewer: Viewer) -> list[MisfitLine]:
    """Say of the first few why they are not suggested; one query for their names."""
    language = reader()
    shown = [misfit for misfit in misfits if misfit.candidate.key > 0][:MOST_MISFITS]
    keys = [misfit.candidate.key for misfit in shown]
    people = Profile.objects.visible_to(viewer).select_related("user").in_bulk(keys)
    terms = {f"languages:{misfit.term}" for misfit in shown if misfit.term}
    labels = labels_for(terms, language) if terms else {}
    return [
        MisfitLine(
            name=people[misfit.candidate.key].name,
            url=reverse("experts:profile_detail", args=[people[misfit.candidate.key].slug]),
            reason=obstacle_words(misfit, labels),
        )
        for misfit in shown
        if misfit.candidate.key in people
    ]
