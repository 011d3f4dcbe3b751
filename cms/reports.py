"""Reports of the admin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.moderation import due_pages


class ReviewReportView(WagtailAdminTemplateMixin, TemplateView):
    """Pages whose review date has come or is near."""

    template_name = "cms/admin/review_report.html"
    page_title = _("Pages to review")
    header_icon = "calendar-alt"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this report."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cms_review_report"), "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pages."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["items"] = due_pages(self.request.user)
        return context
