"""What the cms room adds to Wagtail."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Page

from cms.dashboard import GettingOld, ReturnedToYou, WaitingForYou
from cms.reports import ReviewReportView, TranslationReportView
from cms.serving import refuse_unknown
from cms.viewsets import VIEWSETS

REPLACED_PANELS = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


@hooks.register("before_serve_page")
def hide_what_may_not_be_known(
    page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> None:
    """Answer 404 instead of asking to sign in."""
    refuse_unknown(page, request)


@hooks.register("register_admin_viewset")
def register_viewsets() -> Any:
    """Menu by task, and the chooser of records."""
    return list(VIEWSETS)


@hooks.register("construct_homepage_panels")
def lead_with_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits first; Wagtail's own lists of the same go."""
    panels[:] = [
        WaitingForYou(),
        ReturnedToYou(),
        GettingOld(),
        *(panel for panel in panels if not isinstance(panel, REPLACED_PANELS)),
    ]


@hooks.register("insert_global_admin_css")
def colour_the_admin() -> SafeString:
    """The site's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("register_admin_urls")
def register_reports() -> list[URLPattern]:
    """Pages to review, and translations that are missing."""
    return [
        path("reports/review/", ReviewReportView.as_view(), name="cms_review_report"),
        path(
            "reports/translations-missing/",
            TranslationReportView.as_view(),
            name="cms_translation_report",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_review_report() -> MenuItem:
    """Its place in the menu."""
    return MenuItem(
        _("Pages to review"), reverse("cms_review_report"), icon_name="calendar-alt", order=50
    )


@hooks.register("register_reports_menu_item")
def register_translation_report() -> MenuItem:
    """Its place in the menu."""
    return MenuItem(
        _("Missing translations"),
        reverse("cms_translation_report"),
        icon_name="wagtail-localize-language",
        order=60,
    )
