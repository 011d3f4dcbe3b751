"""What the search room adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.file_report import FileReportView, ReadAgainView, may_read_report
from search.indexing.reports import SearchHealthView, may_see_search_health
from search.reports import PromoteView, SearchReportView, may_promote

WAGTAILS_OWN_REPORT = "search-terms"


class SearchReportMenuItem(MenuItem):
    """Shown to those who may promote results."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may open the report."""
        return may_promote(request.user)


@hooks.register("register_admin_urls")
def register_search_report() -> list[URLPattern]:
    """The report, its list alone, and the way from it to a promotion."""
    return [
        path("reports/searches/", SearchReportView.as_view(), name="search_report"),
        path(
            "reports/searches/results/",
            SearchReportView.as_view(results_only=True),
            name="search_report_results",
        ),
        path("reports/searches/promote/", PromoteView.as_view(), name="search_promote"),
        path("reports/search-health/", SearchHealthView.as_view(), name="search_health"),
        path("reports/files/", FileReportView.as_view(), name="search_file_report"),
        path(
            "reports/files/results/",
            FileReportView.as_view(results_only=True),
            name="search_file_report_results",
        ),
        path("reports/files/<int:pk>/again/", ReadAgainView.as_view(), name="search_read_again"),
    ]


@hooks.register("register_reports_menu_item")
def register_search_report_item() -> MenuItem:
    """Its place in the menu."""
    return SearchReportMenuItem(
        _("Searches"), reverse("search_report"), name="searches", icon_name="search", order=70
    )


class SearchHealthMenuItem(MenuItem):
    """Shown to administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may open the page."""
        return may_see_search_health(request.user)


@hooks.register("register_reports_menu_item")
def register_search_health_item() -> MenuItem:
    """Its place in the menu."""
    return SearchHealthMenuItem(
        _("Search health"),
        reverse("search_health"),
        name="search-health",
        icon_name="search",
        order=90,
    )


class FileReportMenuItem(MenuItem):
    """Shown to those who look after documents."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may open the report."""
        return may_read_report(request.user)


@hooks.register("register_reports_menu_item")
def register_file_report_item() -> MenuItem:
    """Its place in the menu."""
    return FileReportMenuItem(
        _("Text of files"),
        reverse("search_file_report"),
        name="file-texts",
        icon_name="doc-full-inverse",
        order=80,
    )


@hooks.register("construct_reports_menu")
def leave_one_report_of_searches(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's own report counts what its search does, which this site does not use."""
    items[:] = [item for item in items if item.name != WAGTAILS_OWN_REPORT]
