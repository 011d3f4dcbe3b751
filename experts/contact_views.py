"""The pages of the relay: write, read, answer, block, report."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from experts.actions import contact
from experts.contact_forms import MessageForm, ReportForm
from experts.contact_kind import sender_name
from experts.models import Block, ContactMessage, Profile
from experts.permissions import has_confirmed_address, takes_messages
from records.requests import ViewerRequest

UNPROCESSABLE = 422
TOO_MANY = 429
LISTED = 100


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def message_create(request: ViewerRequest, slug: str) -> HttpResponse:
    """Write to the person of a profile. 404 for one that is hidden or takes no messages."""
    profile = get_object_or_404(
        Profile.objects.visible_to(request.viewer).select_related("user"), slug=slug
    )
    if not takes_messages(request.viewer, profile):
        raise Http404
    sender = authenticated_user(request)
    form = MessageForm(request.POST or None)
    if not has_confirmed_address(sender):
        return render(request, "experts/message_form.html", {"name": profile.name}, status=403)
    status = _refusal(request, form, sender, profile.user)
    if status == 0:
        contact.write_message(sender=sender, profile=profile, **form.cleaned_data)
        messages.success(request, _("Your message to %(name)s is sent.") % {"name": profile.name})
        return redirect("experts:profile_detail", profile.slug)
    context = {"form": form, "name": profile.name, "profile": profile}
    return render(request, "experts/message_form.html", context, status=status)


@never_cache
@login_required
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """List the messages that came, and who is blocked."""
    user = authenticated_user(request)
    received = ContactMessage.objects.filter(recipient=user, wiped_at__isnull=True)
    received = received.exclude(sender__in=Block.objects.filter(owner=user).values("blocked"))
    context = {
        "received": [
            {"message": message, "name": sender_name(message)}
            for message in received.select_related("sender").order_by("-created")[:LISTED]
        ],
        "blocks": [
            {"pk": block.pk, "name": block.blocked.get_full_name() or _("A member of this site")}
            for block in Block.objects.filter(owner=user).select_related("blocked").order_by("pk")
        ],
    }
    return render(request, "experts/message_list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def message_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read a message that came, and answer it."""
    user = authenticated_user(request)
    message = _own(user, uid)
    form = _answer_form(message, request.POST or None)
    if request.method == "POST" and not has_confirmed_address(user):
        form.add_error(None, _("Confirm your mail address first, then write."))
    status = _refusal(request, form, user, message.sender)
    if status == 0:
        contact.answer_message(sender=user, message=message, **form.cleaned_data)
        name = sender_name(message)
        messages.success(request, _("Your message to %(name)s is sent.") % {"name": name})
        return redirect("experts:message_list")
    return render(request, "experts/message_detail.html", _shown(message, form), status=status)


@never_cache
@login_required
@require_POST
def message_block(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take no more messages from who wrote this one."""
    user = authenticated_user(request)
    message = _own(user, uid)
    contact.block_sender(actor=user, message=message)
    text = _("You get no more messages from %(name)s. They are not told.")
    messages.success(request, text % {"name": sender_name(message)})
    return redirect("experts:message_list")


@never_cache
@login_required
@require_POST
def message_report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a message to the moderators."""
    user = authenticated_user(request)
    message = _own(user, uid)
    form = ReportForm(request.POST)
    if not form.is_valid():
        context = _shown(message, _answer_form(message)) | {"report_form": form}
        return render(request, "experts/message_detail.html", context, status=UNPROCESSABLE)
    contact.report_message(actor=user, message=message, reason=form.cleaned_data["reason"])
    messages.success(request, _("The moderators will look at the message. Thank you."))
    return redirect("experts:message_list")


@never_cache
@login_required
@require_POST
def block_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take messages from somebody again."""
    user = authenticated_user(request)
    contact.end_block(actor=user, block=get_object_or_404(Block, owner=user, pk=pk))
    messages.success(request, _("Your changes are saved."))
    return redirect("experts:message_list")


def _own(user: User, uid: UUID) -> ContactMessage:
    """A message that came to the user and has its text still."""
    mine = ContactMessage.objects.filter(recipient=user, wiped_at__isnull=True)
    return get_object_or_404(mine.select_related("sender"), uid=uid)


def _refusal(request: HttpRequest, form: MessageForm, sender: User, recipient: User) -> int:
    """Return 0 when the message can go, else the status of the page with the form.

    A message counts against the limits before anybody looks whether the sender is blocked.
    """
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return UNPROCESSABLE
    pair = f"{sender.pk}:{recipient.pk}"
    if ratelimit.consume(request, action="contact_message", user=sender, key=pair):
        return 0
    form.add_error(
        None, _("You have written a lot. Wait before you write again; your text is kept below.")
    )
    return TOO_MANY


def _shown(message: ContactMessage, form: MessageForm) -> dict[str, Any]:
    profile = Profile.objects.published().filter(user=message.sender).first()
    return {
        "message": message,
        "name": sender_name(message),
        "profile": profile if profile and profile.visibility in {"public", "signed-in"} else None,
        "form": form,
        "report_form": ReportForm(),
    }


def _answer_form(message: ContactMessage, data: Any = None) -> MessageForm:
    subject = message.subject if message.answers_id else f"Re: {message.subject}"[:120]
    form = MessageForm(data, initial={"subject": subject})
    form.fields["text"].help_text = ""
    return form
