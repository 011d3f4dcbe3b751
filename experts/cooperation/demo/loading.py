"""Loads invented requests and offers in every stage; what exists is left as it is."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from experts.cooperation.receivers import brokers
from experts.cooperation.suggesting import invite, shortlist, suggest
from experts.models import BrokerNote, CooperationItem, StageChange
from experts.stages import Stage
from records import projection

HERE = Path(__file__).parent
NAMESPACE = UUID("8f1dd1b2-6c0a-4a5d-9a52-0c1f3f1f7a11")
DAY = timedelta(days=1)
BROKER = "moderator@example.org"
# The way to each stage.
SUBMITTED = (Stage.DRAFT, Stage.SUBMITTED)
PUBLISHED = (*SUBMITTED, Stage.PUBLISHED)
AGREED = (*PUBLISHED, Stage.MATCHING, Stage.AGREED)
WAYS: Mapping[str, tuple[Stage, ...]] = {
    Stage.DRAFT: (Stage.DRAFT,),
    Stage.SUBMITTED: SUBMITTED,
    Stage.CLARIFYING: (*SUBMITTED, Stage.CLARIFYING),
    Stage.PUBLISHED: PUBLISHED,
    Stage.MATCHING: (*PUBLISHED, Stage.MATCHING),
    Stage.AGREED: AGREED,
    Stage.RUNNING: (*AGREED, Stage.RUNNING),
    Stage.CLOSED: (*AGREED, Stage.RUNNING, Stage.CLOSED),
    Stage.DECLINED: (*SUBMITTED, Stage.DECLINED),
    Stage.WITHDRAWN: (*PUBLISHED, Stage.WITHDRAWN),
    Stage.EXPIRED: (*PUBLISHED, Stage.EXPIRED),
}


def load_items() -> str:
    """Create what is missing; returns how much that was."""
    broker = User.objects.filter(email=BROKER).first()
    if broker is None or CooperationItem.objects.filter(uid=uid_of("wharf")).exists():
        return ""
    with transaction.atomic():
        broker.groups.add(brokers())
        rows = yaml.load((HERE / "items.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        items = [item for place, row in enumerate(rows) for item in made(row, place, broker)]
        projection.refresh(*items)
        for item, row in zip(items, rows, strict=True):
            if row.get("match"):
                invite_first(item, broker)
    return f"{len(items)} requests and offers were created."


def uid_of(key: str) -> UUID:
    """The identifier of an item, the same on every installation."""
    return uuid5(NAMESPACE, f"cooperation {key}")


def owner_of(name: Any) -> User:
    """An account of the demonstration: by its role, or an invented person by number."""
    if isinstance(name, int):
        return User.objects.get(email=f"expert-{name}@people.example.org")
    return User.objects.get(email=f"{name}@example.org")


def made(row: Mapping[str, Any], place: int, broker: User) -> Iterator[CooperationItem]:
    """Store one item with its history."""
    stage, now = Stage(row["stage"]), timezone.now()
    way = WAYS[stage]
    has_broker = stage not in (Stage.DRAFT, Stage.SUBMITTED)
    days = row.get("deadline")
    item = CooperationItem.objects.create(
        uid=uid_of(row["key"]),
        direction=row["direction"],
        owner=owner_of(row["owner"]),
        titles=row["title"],
        descriptions=row["text"],
        outcomes=row.get("outcome", {}),
        topics=[f"cbd-subjects:{key}" for key in row["topics"]],
        countries=[f"countries:{code}" for code in row["countries"]],
        help_kinds=[f"help-kinds:{key}" for key in row["help"]],
        languages=[f"languages:{code}" for code in row["languages"]],
        deadline=timezone.localdate() + days * DAY if days else None,
        visibility=row.get("visibility", "public"),
        broker=broker if has_broker else None,
        stage=stage,
        stage_since=now - place * DAY,
        published_at=now - (place + 3) * DAY if Stage.PUBLISHED in way else None,
    )
    for number, (before, after) in enumerate(pairwise(way), start=1):
        is_owners = after in (Stage.SUBMITTED, Stage.WITHDRAWN)
        change = StageChange.objects.create(
            item=item,
            before=before,
            after=after,
            actor=None if after == Stage.EXPIRED else item.owner if is_owners else broker,
            reason=row.get("reason", "") if after == stage else "",
        )
        at = now - (place + 4 * (len(way) - number)) * DAY
        StageChange.objects.filter(pk=change.pk).update(at=at)
    if stage == Stage.MATCHING:
        text = "Asked by telephone: the dates can move by a month."
        BrokerNote.objects.create(item=item, author=broker, text=text)
    yield item


def invite_first(item: CooperationItem, broker: User) -> None:
    """Look for partners, keep two in view and invite one."""
    suggest(actor=broker, item=item)
    best = list(item.suggestions.all()[:2])
    for suggestion in best:
        shortlist(actor=broker, suggestion=suggestion)
    for suggestion in best[:1]:
        invite(actor=broker, suggestion=suggestion)
