"""Reports of the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from cms.moderation import due_pages
from cms.translations import make_missing_translations, missing_translations

LISTED = 200


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
        user = self.request.user
        context["items"] = due_pages(user) if isinstance(user, User) else []
        return context


class TranslationReportView(WagtailAdminTemplateMixin, TemplateView):
    """Translations that were asked for and could not be made; a button tries again."""

    template_name = "cms/admin/translation_report.html"
    page_title = _("Translations that are missing")
    header_icon = "wagtail-localize-language"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this report."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cms_translation_report"), "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is missing."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["missing"] = missing_translations()[:LISTED]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try again and say why what is still refused was refused."""
        if not request.user.has_perm("wagtail_localize.submit_translation"):
            raise PermissionDenied
        context = self.get_context_data(**kwargs)
        context["refused"] = make_missing_translations()
        context["missing"] = missing_translations()[:LISTED]
        return self.render_to_response(context)
