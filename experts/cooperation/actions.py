"""What can be done with a request or an offer: one verb for each step.

Every verb takes the `version` that its actor saw, so that two people never act on the same
item without knowing of each other, and leaves a line in the log.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from experts.cooperation.permissions import can_broker_item, can_edit_item, can_take_step
from experts.cooperation.telling import tell_brokers, tell_of_stage
from experts.models import BrokerNote, CooperationItem, Organization, StageChange
from experts.stages import NEXT, PERISHABLE, Stage
from records import projection


class StaleItemError(Exception):
    """Somebody else changed the item since its actor looked."""


class WrongStageError(Exception):
    """The step does not follow on the stage that the item is in."""


@transaction.atomic
def create_item(*, actor: User, fields: Mapping[str, Any]) -> CooperationItem:
    """Store a draft of the actor. `fields` are columns of the item."""
    item = CooperationItem(owner=actor, **fields)
    item.save()
    return item


@transaction.atomic
def change_item(
    *, actor: User, item: CooperationItem, version: int, fields: Mapping[str, Any]
) -> CooperationItem:
    """Store other words. PermissionDenied for others' items and for published ones."""
    fresh = locked(item, version)
    if not can_edit_item(actor, fresh):
        raise PermissionDenied
    for name, value in fields.items():
        setattr(fresh, name, value)
    return saved(fresh)


def submit_item(*, actor: User, item: CooperationItem, version: int) -> CooperationItem:
    """Hand the item to the brokers. ValidationError while title or subject is missing."""
    if not any(item.titles.values()) or not item.topics:
        raise ValidationError(_("Write a title and choose at least one subject first."))
    if item.deadline and item.deadline < timezone.localdate():
        raise ValidationError(_("The deadline has passed. Choose a later one first."))
    return step(actor=actor, item=item, version=version, after=Stage.SUBMITTED)


def ask_owner(*, actor: User, item: CooperationItem, version: int, reason: str) -> CooperationItem:
    """Give the item back with a question; its owner may change it again."""
    return step(
        actor=actor, item=item, version=version, after=Stage.CLARIFYING, reason=needed(reason)
    )


def publish_item(*, actor: User, item: CooperationItem, version: int) -> CooperationItem:
    """Let others meet the item."""
    return step(actor=actor, item=item, version=version, after=Stage.PUBLISHED)


def start_matching(*, actor: User, item: CooperationItem, version: int) -> CooperationItem:
    """Begin to look for partners."""
    return step(actor=actor, item=item, version=version, after=Stage.MATCHING)


def agree_item(
    *, actor: User, item: CooperationItem, version: int, reason: str = ""
) -> CooperationItem:
    """The partners agreed."""
    return step(actor=actor, item=item, version=version, after=Stage.AGREED, reason=reason)


def run_item(*, actor: User, item: CooperationItem, version: int) -> CooperationItem:
    """The work began."""
    return step(actor=actor, item=item, version=version, after=Stage.RUNNING)


@transaction.atomic
def close_item(
    *, actor: User, item: CooperationItem, version: int, outcome: str, language: str
) -> CooperationItem:
    """The work ended with an outcome, which is shown with the item."""
    text = needed(outcome)
    fresh = step(actor=actor, item=item, version=version, after=Stage.CLOSED)
    fresh.outcomes = {**fresh.outcomes, language: text}
    return saved(fresh)


def decline_item(
    *, actor: User, item: CooperationItem, version: int, reason: str
) -> CooperationItem:
    """The brokers cannot help, and say why."""
    return step(
        actor=actor, item=item, version=version, after=Stage.DECLINED, reason=needed(reason)
    )


def withdraw_item(
    *, actor: User, item: CooperationItem, version: int, reason: str = ""
) -> CooperationItem:
    """The owner takes the item back; open invitations end with it."""
    return step(actor=actor, item=item, version=version, after=Stage.WITHDRAWN, reason=reason)


@transaction.atomic
def expire_item(*, item: CooperationItem, today: date) -> bool:
    """The clock ends an item whose deadline has passed; False when it changed meanwhile."""
    fresh = CooperationItem.objects.select_for_update().get(pk=item.pk)
    if fresh.stage not in PERISHABLE or fresh.deadline is None or fresh.deadline >= today:
        return False
    moved(fresh, Stage.EXPIRED, actor=None, reason="")
    return True


@transaction.atomic
def claim_item(*, actor: User, item: CooperationItem, version: int) -> CooperationItem:
    """Look after the item from now on, also in the place of another broker."""
    fresh = brokered(actor, item, version)
    fresh.broker = actor
    return saved(fresh)


@transaction.atomic
def release_item(*, actor: User, item: CooperationItem, version: int) -> CooperationItem:
    """Leave the item to the other brokers."""
    fresh = brokered(actor, item, version)
    if fresh.broker_id != actor.pk:
        raise PermissionDenied
    fresh.broker = None
    return saved(fresh)


def add_note(*, actor: User, item: CooperationItem, text: str) -> BrokerNote:
    """Write something for the other brokers."""
    if not can_broker_item(actor, item):
        raise PermissionDenied
    return BrokerNote.objects.create(item=item, author=actor, text=needed(text))


@transaction.atomic
def exclude_organizations(
    *, actor: User, item: CooperationItem, version: int, organizations: Iterable[Organization]
) -> CooperationItem:
    """Do not suggest people of these organizations."""
    fresh = brokered(actor, item, version)
    fresh.excluded.set(organizations)
    return saved(fresh)


# --- What every verb does -----------------------------------------------------------


@transaction.atomic
def step(
    *, actor: User, item: CooperationItem, version: int, after: Stage, reason: str = ""
) -> CooperationItem:
    """Bring the item to another stage, log it, and tell whom it concerns.

    StaleItemError, WrongStageError, PermissionDenied. A broker who steps in an item that
    nobody looks after looks after it from then on.
    """
    fresh = locked(item, version)
    if not can_take_step(actor, fresh, after):
        raise PermissionDenied
    if after not in NEXT[Stage(fresh.stage)]:
        raise WrongStageError(f"{fresh.stage} -> {after}")
    if fresh.broker_id is None and actor.pk != fresh.owner_id:
        fresh.broker = actor
    return moved(fresh, after, actor=actor, reason=reason)


def moved(
    item: CooperationItem, after: Stage, *, actor: User | None, reason: str
) -> CooperationItem:
    """Store a step that was judged to be right."""
    now = timezone.now()
    change = StageChange.objects.create(
        item=item, before=item.stage, after=after, actor=actor, reason=reason
    )
    item.stage = after
    item.stage_since = now
    if after == Stage.PUBLISHED:
        item.published_at = item.published_at or now
    saved(item)
    if after == Stage.SUBMITTED and actor is not None:
        tell_brokers(item=item, change=change, actor=actor)
    else:
        tell_of_stage(item=item, change=change, actor=actor)
    return item


def locked(item: CooperationItem, version: int) -> CooperationItem:
    """The item as it is now, kept from others until the transaction ends."""
    fresh = CooperationItem.objects.select_for_update().get(pk=item.pk)
    if fresh.version != version:
        raise StaleItemError(str(fresh.uid))
    return fresh


def brokered(actor: User, item: CooperationItem, version: int) -> CooperationItem:
    """The locked item, if the actor may broker it."""
    fresh = locked(item, version)
    if not can_broker_item(actor, fresh):
        raise PermissionDenied
    return fresh


def saved(item: CooperationItem) -> CooperationItem:
    """Store and project the item; whoever looked before looks at an old version."""
    item.version += 1
    item.save()
    projection.refresh(item)
    return item


def needed(text: str) -> str:
    """The text without blanks around it. ValidationError when nothing is left."""
    if not text.strip():
        raise ValidationError(_("Write a few words."))
    return text.strip()
