"""Messages that people reported, for moderators. Others stay between their two people."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from experts.actions.contact import close_report
from experts.models import ContactMessage
from experts.permissions import can_judge_messages

LISTED = 100


class ReportedMessagesView(WagtailAdminTemplateMixin, TemplateView):
    """What waits first, then what was dealt with, until the text is removed."""

    template_name = "experts/admin/reported_messages.html"
    page_title = _("Reported messages")
    header_icon = "warning"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let moderators in."""
        if not can_judge_messages(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("reported_messages"), "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the messages."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        reported = ContactMessage.objects.filter(reported_at__isnull=False, wiped_at__isnull=True)
        rows = reported.select_related("sender", "recipient").order_by("reported_at")
        return context | {
            "waiting": rows.filter(decided_at__isnull=True)[:LISTED],
            "decided": rows.filter(decided_at__isnull=False).reverse()[:LISTED],
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Note that a report is dealt with."""
        reported = ContactMessage.objects.filter(reported_at__isnull=False)
        message = get_object_or_404(reported, uid=request.POST.get("message", ""))
        actor = request.user
        if not isinstance(actor, User):
            raise PermissionDenied
        close_report(actor=actor, message=message)
        messages.success(request, _("The report is closed."))
        return redirect("reported_messages")


class ReportedMessagesItem(MenuItem):
    """Shown to moderators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may open the page."""
        return can_judge_messages(request.user)


def menu_item() -> ReportedMessagesItem:
    """Its place in the menu of reports."""
    return ReportedMessagesItem(
        _("Reported messages"),
        reverse("reported_messages"),
        name="reported-messages",
        icon_name="warning",
        order=60,
    )
