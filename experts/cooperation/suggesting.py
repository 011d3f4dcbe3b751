"""What brokers do with suggestions, and what invited people answer."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from experts.cooperation.actions import needed
from experts.cooperation.candidates import match_offer, match_request
from experts.cooperation.permissions import can_answer, can_broker_item
from experts.cooperation.telling import tell_of_answer, tell_of_invitation
from experts.matching.data import ALGO_VERSION, Match, Misfit
from experts.models import (
    CooperationItem,
    DeclineReason,
    Direction,
    MatchSuggestion,
    SuggestionState,
)
from experts.stages import OPEN

LIMIT = 12
# States of a suggestion from which each decision may be taken.
BEFORE = {
    SuggestionState.SHORTLISTED: (SuggestionState.NEW, SuggestionState.DISMISSED),
    SuggestionState.DISMISSED: (SuggestionState.NEW, SuggestionState.SHORTLISTED),
    SuggestionState.INVITED: (SuggestionState.SHORTLISTED,),
}


class DecidedError(Exception):
    """Somebody else decided about the suggestion meanwhile."""


class NotOpenError(Exception):
    """The item does not look for anybody now."""


def key_of(suggestion: MatchSuggestion) -> int:
    """The key of the candidate: positive for people, negative for items."""
    return suggestion.profile_id or -(suggestion.counterpart_id or 0)


def find_matches(item: CooperationItem, without: set[int]) -> tuple[list[Match], list[Misfit]]:
    """Match an item in its direction."""
    match = match_request if item.direction == Direction.REQUEST else match_offer
    return match(item, limit=LIMIT, without=without)


@transaction.atomic
def suggest(*, actor: User, item: CooperationItem) -> list[Misfit]:
    """Put new suggestions in the place of those that nobody decided about.

    Whom somebody decided about is not suggested again. Returns whom a hard filter held
    back, for the broker's eyes. Nobody else is told.
    """
    fresh = CooperationItem.objects.select_for_update().get(pk=item.pk)
    require_broker(actor, fresh)
    if fresh.stage not in OPEN:
        raise NotOpenError(fresh.stage)
    kept = fresh.suggestions.exclude(state=SuggestionState.NEW)
    decided = {key_of(suggestion) for suggestion in kept}
    matches, misfits = find_matches(fresh, decided)
    fresh.suggestions.filter(state=SuggestionState.NEW).delete()
    MatchSuggestion.objects.bulk_create(
        MatchSuggestion(
            item=fresh,
            profile_id=match.candidate.key if match.candidate.key > 0 else None,
            counterpart_id=-match.candidate.key if match.candidate.key < 0 else None,
            score=round(match.score, 4),
            place=place,
            reasons=[
                {"part": reason.part, "term": reason.term, "note": reason.note}
                for reason in match.reasons
            ],
            algo_version=ALGO_VERSION,
        )
        for place, match in enumerate(matches, start=1)
    )
    return misfits


def shortlist(*, actor: User, suggestion: MatchSuggestion) -> MatchSuggestion:
    """Keep a suggestion in view; its person is not told."""
    return decide(actor, suggestion, SuggestionState.SHORTLISTED)


def dismiss(*, actor: User, suggestion: MatchSuggestion, reason: str) -> MatchSuggestion:
    """Do not suggest the candidate again for this item, and say why to other brokers."""
    return decide(actor, suggestion, SuggestionState.DISMISSED, remark=needed(reason))


@transaction.atomic
def invite(*, actor: User, suggestion: MatchSuggestion) -> MatchSuggestion:
    """Tell the person, now that a broker chose them. DecidedError when they may not be met."""
    met = MatchSuggestion.objects.of_met_people().filter(pk=suggestion.pk)
    if not met.exists():
        raise DecidedError(str(suggestion.uid))
    fresh = decide(actor, suggestion, SuggestionState.INVITED)
    tell_of_invitation(suggestion=fresh, actor=actor)
    return fresh


@transaction.atomic
def accept(*, actor: User, suggestion: MatchSuggestion) -> MatchSuggestion:
    """The invited person says yes."""
    fresh = answerable(actor, suggestion)
    return answered(fresh, actor, SuggestionState.ACCEPTED)


@transaction.atomic
def decline(
    *, actor: User, suggestion: MatchSuggestion, reason: str, remark: str = ""
) -> MatchSuggestion:
    """The invited person says no; the reason is for brokers alone."""
    if reason not in DeclineReason.values:
        raise ValidationError(_("Choose a reason."))
    fresh = answerable(actor, suggestion)
    fresh.decline_reason = reason
    fresh.remark = remark.strip()
    return answered(fresh, actor, SuggestionState.DECLINED)


# --- What they share ----------------------------------------------------------------


@transaction.atomic
def decide(
    actor: User, suggestion: MatchSuggestion, after: SuggestionState, *, remark: str = ""
) -> MatchSuggestion:
    """Store a broker's decision; DecidedError when another one was taken before."""
    fresh = locked(suggestion)
    require_broker(actor, fresh.item)
    if fresh.item.stage not in OPEN:
        raise NotOpenError(fresh.item.stage)
    if fresh.state not in BEFORE[after]:
        raise DecidedError(str(fresh.uid))
    fresh.state = after
    fresh.decided_by = actor
    fresh.remark = remark
    if after == SuggestionState.INVITED:
        fresh.invited_at = timezone.now()
    fresh.save()
    return fresh


def answerable(actor: User, suggestion: MatchSuggestion) -> MatchSuggestion:
    """The locked suggestion, if the actor may answer it now."""
    fresh = locked(suggestion)
    if fresh.item.stage not in OPEN:
        raise NotOpenError(fresh.item.stage)
    if not can_answer(actor, fresh):
        raise PermissionDenied
    return fresh


def answered(suggestion: MatchSuggestion, actor: User, state: SuggestionState) -> MatchSuggestion:
    """Store an answer and tell whom it concerns."""
    suggestion.state = state
    suggestion.answered_at = timezone.now()
    suggestion.save()
    tell_of_answer(suggestion=suggestion, actor=actor)
    return suggestion


def locked(suggestion: MatchSuggestion) -> MatchSuggestion:
    """The suggestion as it is now; its item is locked first, as everywhere."""
    CooperationItem.objects.select_for_update().get(pk=suggestion.item_id)
    # The joined rows may be missing, which a lock cannot be put on.
    MatchSuggestion.objects.select_for_update().get(pk=suggestion.pk)
    return MatchSuggestion.objects.select_related(
        "item__owner", "profile__user", "counterpart__owner"
    ).get(pk=suggestion.pk)


def require_broker(actor: User, item: CooperationItem) -> None:
    """PermissionDenied for everybody who may not broker the item, or whom another does."""
    if not can_broker_item(actor, item) or item.broker_id not in (None, actor.pk):
        raise PermissionDenied
