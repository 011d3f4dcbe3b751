"""How requests and offers become records: what everybody sees whom the gate lets through."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, override

from experts.audiences import SIGNED_IN
from experts.models import CooperationItem, Direction, ItemVisibility, OrganizationState
from experts.stages import OPEN, Stage
from records.data import Agent, PartialDate, RecordData, Reference
from records.registry import (
    Kind,
    Projector,
    register_fact_labels,
    register_kind,
    register_projector,
)

# Items for invited people alone have no record.
GATES = {ItemVisibility.PUBLIC.value: "", ItemVisibility.SIGNED_IN.value: SIGNED_IN}
SUMMARY_LENGTH = 300
GROUP = "people"
KINDS = (
    Kind(key=Direction.REQUEST.value, label=_("Request"), plural=_("Requests"),
         icon="hand-raised", group=GROUP, order=27),
    Kind(key=Direction.OFFER.value, label=_("Offer"), plural=_("Offers"),
         icon="gift", group=GROUP, order=28),
)  # fmt: skip


def build_items(uids: Sequence[UUID]) -> Mapping[UUID, RecordData]:
    """Project the items with these identifiers that others may meet: one query."""
    items = CooperationItem.objects.shown().with_uid_in(uids).filter(visibility__in=GATES)
    return {item.uid: project_item(item) for item in items.select_related("organization")}


def project_item(item: CooperationItem) -> RecordData:
    """Project one item. Its owner is not named: they are met by writing to the broker."""
    titles = {language: text for language, text in item.titles.items() if text}
    default = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in titles else next(iter(titles))
    texts = {
        language: "\n\n".join(filter(None, [item.descriptions.get(language), outcome]))
        for language in {**item.descriptions, **item.outcomes}
        if (outcome := item.outcomes.get(language, "")) or item.descriptions.get(language)
    }
    organization = item.organization
    is_named = organization is not None and organization.state == OrganizationState.PUBLISHED
    return RecordData(
        uid=item.uid,
        kind=item.direction,
        default_language=default,
        titles={**dict.fromkeys(texts, titles[default]), **titles},
        summaries={
            language: shortened(text) for language, text in item.descriptions.items() if text
        },
        texts=texts,
        urls=addresses(item, [*titles, *texts]),
        terms=tuple(dict.fromkeys([*item.topics, *item.help_kinds, *item.languages])),
        countries=tuple(term.partition(":")[2] for term in item.countries),
        agents=(Agent(name=str(organization), role="organization", ror=organization.ror),)
        if organization is not None and is_named
        else (),
        issued=PartialDate(timezone.localdate(item.published_at or item.created)),
        modified=item.updated,
        references=(Reference(target=organization.uid, relation="asked-by"),)
        if organization is not None and is_named
        else (),
        facts=facts_of(item),
        restriction_gate=GATES[item.visibility],
    )


def facts_of(item: CooperationItem) -> dict[str, Any]:
    """The stage in the languages of the interface, and the deadline while it matters."""
    labels = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels[language] = str(Stage(item.stage).label)
    facts: dict[str, Any] = {"stage": labels, "stage_code": item.stage}
    if item.deadline and item.stage in OPEN:
        facts["deadline"] = item.deadline.isoformat()
    return facts


def shortened(text: str) -> str:
    """The first paragraph, cut at a word."""
    first = text.strip().partition("\n")[0]
    if len(first) <= SUMMARY_LENGTH:
        return first
    return f"{first[:SUMMARY_LENGTH].rpartition(' ')[0]}…"


def addresses(item: CooperationItem, languages: Sequence[str]) -> dict[str, str]:
    """The path of its page in each language that the site speaks."""
    spoken = dict(settings.LANGUAGES)
    paths = {}
    for language in dict.fromkeys([*languages, settings.LANGUAGE_CODE]):
        if language in spoken:
            with override(language):
                paths[language] = reverse("experts:item_detail", args=[item.uid])
    return paths


def uids_after(after: UUID | None) -> Iterator[UUID]:
    """Every identifier greater than `after`, in ascending order."""
    items = (
        CooperationItem.objects.filter(uid__gt=after) if after else CooperationItem.objects.all()
    )
    yield from items.order_by("uid").values_list("uid", flat=True).iterator()


def uid_of(item: CooperationItem) -> UUID:
    """The identifier of an item."""
    return item.uid


def register() -> None:
    """Register both kinds, the projector and the names of the facts."""
    for kind in KINDS:
        register_kind(kind)
    register_projector(
        Projector(
            model=CooperationItem,
            kinds=tuple(kind.key for kind in KINDS),
            uid_of=uid_of,
            build=build_items,
            uids=uids_after,
        )
    )
    register_fact_labels({"stage": _("Stage"), "deadline": _("Deadline")})
