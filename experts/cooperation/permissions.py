"""Who may do what with requests and offers: pure predicates, twins of the querysets."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from experts.models import CooperationItem, ItemVisibility, MatchSuggestion, SuggestionState
from experts.querysets import BROKER
from experts.stages import BROKER_STEPS, EDITABLE, OPEN, OWNER_STEPS, SHOWN, Stage
from records.audiences import Viewer

Person = User | AnonymousUser


def is_broker(user: Person) -> bool:
    """Whether the user brokers requests and offers."""
    return user.is_active and user.has_perm(BROKER)


def owns(user: Person, item: CooperationItem) -> bool:
    """Whether the item is the user's own."""
    return user.is_authenticated and user.is_active and user.pk == item.owner_id


def can_view_item(viewer: Viewer, item: CooperationItem) -> bool:
    """Whether the viewer may know of the item. The twin of `visible_to`."""
    user = viewer.user
    if owns(user, item):
        return True
    if is_broker(user):
        return item.stage != Stage.DRAFT
    if item.stage not in SHOWN or not (item.owner.is_active or item.stage == Stage.CLOSED):
        return False
    if item.visibility == ItemVisibility.PUBLIC:
        return True
    return user.is_authenticated and user.is_active and is_let_in(user, item)


def is_let_in(user: User, item: CooperationItem) -> bool:
    """Whether somebody who is signed in sees an item that not everybody sees."""
    return (
        item.visibility == ItemVisibility.SIGNED_IN
        or MatchSuggestion.objects.told_to(user.pk).filter(item=item).exists()
    )


def can_edit_item(user: Person, item: CooperationItem) -> bool:
    """Whether the user may change the words: their own, before it is published."""
    return owns(user, item) and item.stage in EDITABLE


def can_broker_item(user: Person, item: CooperationItem) -> bool:
    """Whether the user may broker it: nobody decides about what is their own."""
    return is_broker(user) and item.stage != Stage.DRAFT and user.pk != item.owner_id


def can_take_step(user: Person, item: CooperationItem, after: Stage) -> bool:
    """Whether the user may bring the item to a stage, if the stage may follow at all.

    A broker steps only in what they look after, or what nobody does.
    """
    if owns(user, item):
        return after in OWNER_STEPS
    looks_after = item.broker_id in (None, user.pk)
    return can_broker_item(user, item) and looks_after and after in BROKER_STEPS


def can_answer(user: Person, suggestion: MatchSuggestion) -> bool:
    """Whether the invitation is the user's, still waits, and leads to something."""
    return (
        user.is_authenticated
        and user.is_active
        and suggestion.state == SuggestionState.INVITED
        and user.pk == person_of(suggestion)
        and suggestion.item.stage in OPEN
        and suggestion.item.owner.is_active
    )


def person_of(suggestion: MatchSuggestion) -> int:
    """The account that an invitation goes to."""
    if suggestion.profile is not None:
        return suggestion.profile.user_id
    if suggestion.counterpart is None:
        raise ValueError(f"Suggestion {suggestion.uid} suggests nobody.")
    return suggestion.counterpart.owner_id
