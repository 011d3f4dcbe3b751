"""Whom each event concerns. How it is said stands in `experts.cooperation.kinds`."""

from datetime import date

from django.db.models import Q

from accounts.models import User
from experts.cooperation.permissions import person_of
from experts.models import CooperationItem, MatchSuggestion, StageChange
from notifications.actions import notify

SUBMITTED = "cooperation.submitted"
STAGE = "cooperation.stage"
INVITED = "cooperation.invited"
ANSWERED = "cooperation.answered"
DEADLINE = "cooperation.deadline"


def brokers() -> list[int]:
    """Everybody who has the permission by name; administrators are not told of everything."""
    name = {"codename": "broker_cooperation", "content_type__app_label": "experts"}
    granted = Q(**{f"user_permissions__{key}": value for key, value in name.items()})
    granted |= Q(**{f"groups__permissions__{key}": value for key, value in name.items()})
    people = User.objects.filter(granted, is_active=True)
    return list(people.order_by("pk").values_list("pk", flat=True).distinct())


def tell_of_stage(*, item: CooperationItem, change: StageChange, actor: User | None) -> None:
    """Tell the owner, who looks after it, and who accepted, that the item moved on."""
    accepted = MatchSuggestion.objects.filter(item=item, state="accepted").select_related(
        "profile", "counterpart"
    )
    people = {item.owner_id, *(person_of(suggestion) for suggestion in accepted)}
    if item.broker_id:
        people.add(item.broker_id)
    notify(
        kind=STAGE,
        subject=f"{item.uid}:{change.pk}",
        recipients=people,
        payload={"item": str(item.uid), "change": change.pk},
        actor=actor,
    )


def tell_brokers(*, item: CooperationItem, change: StageChange, actor: User) -> None:
    """Tell who looks after it that it waits for them; all brokers when nobody does."""
    notify(
        kind=SUBMITTED,
        subject=f"{item.uid}:{change.pk}",
        recipients=[item.broker_id] if item.broker_id else brokers(),
        payload={"item": str(item.uid)},
        actor=actor,
    )


def tell_of_invitation(*, suggestion: MatchSuggestion, actor: User) -> None:
    """Tell the person; nobody has told them before."""
    notify(
        kind=INVITED,
        subject=str(suggestion.uid),
        recipients=[person_of(suggestion)],
        payload={"suggestion": str(suggestion.uid)},
        actor=actor,
    )


def tell_of_answer(*, suggestion: MatchSuggestion, actor: User) -> None:
    """Tell who looks after the item; the owner as well when somebody accepts."""
    item = suggestion.item
    people = {item.broker_id or suggestion.decided_by_id} - {None}
    if suggestion.state == "accepted":
        people.add(item.owner_id)
    notify(
        kind=ANSWERED,
        subject=str(suggestion.uid),
        recipients=[person for person in people if person is not None],
        payload={"suggestion": str(suggestion.uid)},
        actor=actor,
    )


def tell_of_deadline(*, item: CooperationItem, deadline: date) -> None:
    """Remind the owner and who looks after it, once for each deadline."""
    people = [item.owner_id, *([item.broker_id] if item.broker_id else [])]
    notify(
        kind=DEADLINE,
        subject=f"{item.uid}:{deadline}",
        recipients=people,
        payload={"item": str(item.uid), "deadline": deadline.isoformat()},
    )
