"""Where people write requests and offers, follow them, and answer invitations."""

from typing import Any
from uuid import UUID

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from experts.cooperation.actions import StaleItemError, change_item, create_item
from experts.cooperation.forms import DeclineForm, ItemForm
from experts.cooperation.permissions import can_answer, can_edit_item, is_broker
from experts.cooperation.presenting import cards, reader
from experts.cooperation.suggesting import accept, decline
from experts.cooperation.taking_steps import take_step, told, version_of
from experts.models import CooperationItem, Direction, MatchSuggestion
from experts.stages import OPEN
from records.requests import ViewerRequest

MOST = 100


def own_item(request: HttpRequest, uid: UUID) -> CooperationItem:
    """An item of who is signed in; 404 for everybody else's."""
    items = CooperationItem.objects.owned_by(authenticated_user(request).pk)
    return get_object_or_404(items.select_related("organization", "owner"), uid=uid)


@never_cache
@login_required
@require_safe
def item_mine(request: ViewerRequest) -> HttpResponse:
    """List one's own items and the invitations to those of others."""
    user = authenticated_user(request)
    own = CooperationItem.objects.owned_by(user.pk).select_related("organization")
    invitations = (
        MatchSuggestion.objects.told_to(user.pk)
        .select_related("item__owner", "item__organization", "profile", "counterpart")
        .order_by("-invited_at")[:MOST]
    )
    language = reader()
    context = {
        "cards": cards(list(own.order_by("-updated")[:MOST])),
        "invitations": [
            {
                "suggestion": suggestion,
                "title": suggestion.item.title_in(language)[0],
                "waits": can_answer(user, suggestion),
                "is_open": suggestion.item.stage in OPEN,
            }
            for suggestion in invitations
        ],
        "is_broker": is_broker(user),
    }
    return render(request, "experts/cooperation/item_mine.html", context)


@never_cache
@login_required
def item_create(request: ViewerRequest) -> HttpResponse:
    """Write a request or an offer."""
    user = authenticated_user(request)
    asked = request.GET.get("kind")
    direction = asked if asked in Direction.values else Direction.REQUEST
    form = ItemForm(
        request.POST or None,
        instance=CooperationItem(owner=user, direction=direction),
        user=user,
        language=reader(),
    )
    if request.method == "POST" and form.is_valid():
        item = create_item(actor=user, fields=form.columns())
        messages.success(request, _("Your draft is saved. Submit it when it is complete."))
        return redirect("experts:item_detail", item.uid)
    return form_page(request, form)


@never_cache
@login_required
def item_edit(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Change a draft, or what the brokers asked about, in the language of the page."""
    item = own_item(request, uid)
    user = authenticated_user(request)
    if not can_edit_item(user, item):
        messages.error(request, _("This can no longer be changed. Write to the brokers."))
        return redirect("experts:item_detail", item.uid)
    # The form writes on its instance; the item itself is changed by the action alone.
    form = ItemForm(request.POST or None, instance=item, user=user, language=reader())
    if request.method == "POST" and form.is_valid():
        try:
            change_item(actor=user, item=item, version=version_of(request), fields=form.columns())
        except StaleItemError:
            form.add_error(
                None, _("This was changed meanwhile in another window. Look there first.")
            )
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("experts:item_detail", item.uid)
    return form_page(request, form, item=item)


def form_page(request: HttpRequest, form: ItemForm, **context: Any) -> HttpResponse:
    """Show the form, with its errors if it was sent."""
    status = 422 if request.method == "POST" else 200
    return render(
        request, "experts/cooperation/item_form.html", {"form": form, **context}, status=status
    )


@never_cache
@login_required
@require_POST
def item_step(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Submit, start, close or withdraw one's own item."""
    item = own_item(request, uid)
    take_step(request, authenticated_user(request), item)
    return redirect("experts:item_detail", item.uid)


@never_cache
@login_required
def invitation(request: ViewerRequest, uid: UUID) -> HttpResponse:
    """Show an invitation to its person, and take the answer."""
    user = authenticated_user(request)
    found = MatchSuggestion.objects.told_to(user.pk).select_related(
        "item__owner", "item__organization", "profile__user", "counterpart__owner"
    )
    suggestion = get_object_or_404(found, uid=uid)
    form = DeclineForm(request.POST or None)
    if request.method == "POST":
        if request.POST.get("answer") == "accept":
            told(
                request,
                lambda: accept(actor=user, suggestion=suggestion),
                _("You accepted. The broker writes to you next."),
            )
            return redirect("experts:invitation", uid)
        if form.is_valid():
            told(
                request,
                lambda: decline(actor=user, suggestion=suggestion, **form.cleaned_data),
                _("You declined. Only the brokers learn why."),
            )
            return redirect("experts:invitation", uid)
    item = suggestion.item
    is_shown = CooperationItem.objects.visible_to(request.viewer).filter(pk=item.pk).exists()
    context = {
        "suggestion": suggestion,
        "card": cards([item])[0] if is_shown else None,
        "waits": can_answer(user, suggestion),
        "form": form if request.method == "POST" else DeclineForm(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "experts/cooperation/invitation.html", context, status=status)
