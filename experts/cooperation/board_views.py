"""The brokers' board. For everybody without the permission it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.core.internal.httpkit import authenticated_user
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from experts.cooperation import actions, suggesting
from experts.cooperation.forms import ExcludedForm
from experts.cooperation.permissions import can_broker_item, is_broker
from experts.cooperation.presenting import cards, misfit_lines, suggestion_cards
from experts.cooperation.steps import broker_steps
from experts.cooperation.taking_steps import take_step, told, version_of
from experts.models import CooperationItem, MatchSuggestion
from experts.stages import OPEN, Stage
from records.requests import ViewerRequest

COLUMNS = (
    Stage.SUBMITTED, Stage.CLARIFYING, Stage.PUBLISHED, Stage.MATCHING, Stage.AGREED, Stage.RUNNING,
)  # fmt: skip
# Shown in one column; the rest is found in the list of open requests.
MOST_IN_COLUMN = 50

View = Callable[..., HttpResponse]


def for_brokers(view: View) -> View:
    """Let brokers in, after they signed in; nobody else learns that there is a board."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_broker(request.user):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as error:
            raise Http404 from error

    return guarded


@for_brokers
@require_safe
def board(request: ViewerRequest) -> HttpResponse:
    """Show what waits, a column for each stage, oldest first."""
    items = (
        CooperationItem.objects.visible_to(request.viewer)
        .filter(stage__in=COLUMNS)
        .select_related("organization", "broker")
        .order_by("stage_since", "pk")
    )
    whose = request.GET.get("whose", "")
    if whose == "mine":
        items = items.filter(broker=request.user.pk)
    elif whose == "nobody":
        items = items.filter(broker=None)
    by_stage: dict[str, list[Any]] = {stage: [] for stage in COLUMNS}
    for card in cards(list(items[: 6 * MOST_IN_COLUMN])):
        by_stage[card.item.stage].append(card)
    context = {
        "columns": [
            {
                "stage": stage,
                "cards": by_stage[stage][:MOST_IN_COLUMN],
                "count": len(by_stage[stage]),
            }
            for stage in COLUMNS
        ],
        "whose": whose,
    }
    return render(request, "experts/cooperation/board.html", context)


def brokered_item(request: HttpRequest, uid: UUID) -> CooperationItem:
    """An item that who is signed in may broker; 404 otherwise."""
    items = CooperationItem.objects.select_related("organization", "owner", "broker")
    item = get_object_or_404(items, uid=uid)
    if not can_broker_item(request.user, item):
        raise Http404
    return item


@for_brokers
@require_safe
def board_item(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Show one item with notes, log, suggestions and, when asked, who was left out."""
    item = brokered_item(request, uid)
    misfits: list[Any] = []
    if request.GET.get("left-out") and item.stage in OPEN:
        _matches, left_out = suggesting.find_matches(item, set())
        misfits = misfit_lines(left_out, request.viewer)
    context = {
        "card": cards([item])[0],
        "item": item,
        "steps": broker_steps(item),
        "looks_after": item.broker_id in (None, request.user.pk),
        "is_mine": item.broker_id == request.user.pk,
        "is_open": item.stage in OPEN,
        "suggestions": suggestion_cards(MatchSuggestion.objects.filter(item=item), request.viewer),
        "shows_left_out": bool(request.GET.get("left-out")),
        "misfits": misfits,
        "notes": item.notes.select_related("author"),
        "changes": item.changes.select_related("actor"),
        "excluded_form": ExcludedForm(initial={"organizations": item.excluded.all()}),
    }
    return render(request, "experts/cooperation/board_item.html", context)


@for_brokers
@require_POST
def board_act(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Do what a button of the page says."""
    item = brokered_item(request, uid)
    act = ACTS.get(request.POST.get("action", ""))
    if act is None:
        raise Http404
    act(request, item)
    return redirect("experts:board_item", item.uid)


def do_step(request: HttpRequest, item: CooperationItem) -> None:
    """Take a step."""
    take_step(request, authenticated_user(request), item)


def do_claim(request: HttpRequest, item: CooperationItem) -> None:
    """Look after the item."""
    actor, version = authenticated_user(request), version_of(request)
    told(
        request,
        lambda: actions.claim_item(actor=actor, item=item, version=version),
        _("You look after it now."),
    )


def do_release(request: HttpRequest, item: CooperationItem) -> None:
    """Leave the item to others."""
    actor, version = authenticated_user(request), version_of(request)
    told(
        request,
        lambda: actions.release_item(actor=actor, item=item, version=version),
        _("Other brokers can look after it now."),
    )


def do_note(request: HttpRequest, item: CooperationItem) -> None:
    """Write a note."""
    actor, text = authenticated_user(request), request.POST.get("text", "")[:4000]
    told(
        request,
        lambda: actions.add_note(actor=actor, item=item, text=text),
        _("Your note is saved."),
    )


def do_suggest(request: HttpRequest, item: CooperationItem) -> None:
    """Look for people and offers."""
    actor = authenticated_user(request)
    told(request, lambda: suggesting.suggest(actor=actor, item=item), _("The suggestions are new."))


def do_exclude(request: HttpRequest, item: CooperationItem) -> None:
    """Leave out the people of some organizations."""
    form = ExcludedForm(request.POST)
    if not form.is_valid():
        raise Http404
    actor, version = authenticated_user(request), version_of(request)
    chosen = form.cleaned_data["organizations"]
    told(
        request,
        lambda: actions.exclude_organizations(
            actor=actor, item=item, version=version, organizations=chosen
        ),
        _("Look for partners again to see the difference."),
    )


ACTS: dict[str, Callable[[HttpRequest, CooperationItem], None]] = {
    "step": do_step,
    "claim": do_claim,
    "release": do_release,
    "note": do_note,
    "suggest": do_suggest,
    "exclude": do_exclude,
}


@for_brokers
@require_POST
def suggestion_act(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Shortlist, invite or dismiss somebody."""
    found = MatchSuggestion.objects.select_related("item__owner")
    suggestion = get_object_or_404(found, uid=uid)
    if not can_broker_item(request.user, suggestion.item):
        raise Http404
    actor, reason = authenticated_user(request), request.POST.get("reason", "")[:2000]
    decisions: dict[str, tuple[Callable[[], object], str]] = {
        "shortlist": (
            lambda: suggesting.shortlist(actor=actor, suggestion=suggestion),
            _("On the shortlist. Nobody was told."),
        ),
        "invite": (
            lambda: suggesting.invite(actor=actor, suggestion=suggestion),
            _("The invitation is on its way."),
        ),
        "dismiss": (
            lambda: suggesting.dismiss(actor=actor, suggestion=suggestion, reason=reason),
            _("Dismissed, and not suggested again here."),
        ),
    }
    decision = decisions.get(request.POST.get("action", ""))
    if decision is None:
        raise Http404
    told(request, *decision)
    return redirect("experts:board_item", suggestion.item.uid)
