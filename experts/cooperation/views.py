"""Public pages of requests and offers."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from experts.cooperation.permissions import can_broker_item, can_edit_item, is_broker, owns
from experts.cooperation.presenting import cards, suggestion_cards
from experts.cooperation.steps import owner_steps
from experts.models import CooperationItem, Direction, MatchSuggestion
from experts.stages import OPEN, Stage
from records.requests import ViewerRequest

PAGE_LENGTH = 20
OUTCOMES = "outcomes"
SHOWN = {"": OPEN, OUTCOMES: frozenset({Stage.CLOSED})}


@require_safe
def item_list(request: ViewerRequest) -> HttpResponse:
    """List what is open, or what came of it."""
    show = OUTCOMES if request.GET.get("show") == OUTCOMES else ""
    kind = request.GET.get("kind", "")
    items = CooperationItem.objects.visible_to(request.viewer).filter(stage__in=SHOWN[show])
    if kind in Direction.values:
        items = items.filter(direction=kind)
    else:
        kind = ""
    items = items.select_related("organization").order_by("-published_at", "-pk")
    page = Paginator(items, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "show": show,
        "kind": kind,
        "page_obj": page,
        "cards": cards(list(page.object_list)),
        "list_query": "&".join(
            f"{name}={value}" for name, value in (("show", show), ("kind", kind)) if value
        ),
        "is_broker": is_broker(request.user),
    }
    response = render(request, "experts/cooperation/item_list.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
def item_detail(request: ViewerRequest, uid: str) -> HttpResponse:
    """Show an item; to its owner also what they may do next and who accepted."""
    items = CooperationItem.objects.visible_to(request.viewer)
    item = get_object_or_404(items.select_related("organization", "owner"), uid=uid)
    is_own = owns(request.user, item)
    accepted = MatchSuggestion.objects.filter(item=item, state="accepted")
    context = {
        "card": cards([item])[0],
        "is_own": is_own,
        "can_edit": can_edit_item(request.user, item),
        "can_broker": can_broker_item(request.user, item),
        "steps": owner_steps(item) if is_own else (),
        "question": question_of(item) if is_own else "",
        "accepted": suggestion_cards(accepted, request.viewer) if is_own else (),
        "changes": item.changes.all() if is_own else (),
    }
    return render(request, "experts/cooperation/item_detail.html", context)


def question_of(item: CooperationItem) -> str:
    """What the brokers asked, or why they declined."""
    if item.stage not in (Stage.CLARIFYING, Stage.DECLINED):
        return ""
    last = item.changes.filter(after=item.stage).last()
    return last.reason if last else ""
