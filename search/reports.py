"""The report of searches: what people look for, and what they do not find."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.contrib.search_promotions.views import CreateView
from wagtail.permissions import policy_registry
from wagtail.search.utils import normalise_query_string

from accounts.models import User
from search.counting import LONGEST
from search.models import SearchCount

WITHOUT_RESULTS = "without"


class SearchFilterSet(WagtailFilterSet):
    """Days, language, and only what was not found."""

    day = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    language = ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    found = ChoiceFilter(
        label=_("Results"),
        choices=[(WITHOUT_RESULTS, _("Without results"))],
        method="filter_found",
    )

    class Meta:
        model = SearchCount
        fields: ClassVar[list[str]] = []

    def filter_found(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep texts that found nothing on some day."""
        return rows.filter(without_results__gt=0) if value == WITHOUT_RESULTS else rows


class PromoteColumn(Column):
    """A link to promote a result for the text."""

    cell_template_name = "search/admin/promote_cell.html"


class SearchReportView(ReportView):
    """Texts by how often they were searched for in the chosen days."""

    page_title = _("Searches")
    header_icon = "search"
    model = SearchCount
    any_permission_required = ("add", "change", "delete")
    filterset_class = SearchFilterSet
    is_searchable = True
    search_fields = ("text",)
    default_ordering = "-total"
    index_url_name = "search_report"
    index_results_url_name = "search_report_results"
    columns: ClassVar[list[Column]] = [
        Column("text", label=_("Searched for"), sort_key="text"),
        Column("language", label=_("Language"), sort_key="language"),
        NumberColumn("total", label=_("Searches"), sort_key="total"),
        NumberColumn("without", label=_("Without results"), sort_key="without"),
        PromoteColumn("promote", label=_("What to do"), accessor="text"),
    ]
    list_export: ClassVar[list[str]] = ["text", "language", "total", "without"]
    export_headings: ClassVar[dict[str, Any]] = {
        "text": _("Searched for"),
        "language": _("Language"),
        "total": _("Searches"),
        "without": _("Without results"),
    }

    @cached_property
    def permission_policy(self) -> Any:
        """Whoever may promote results may know what people look for."""
        return policy_registry.get_by_type(SearchPromotion)

    def get_queryset(self) -> QuerySet[Any]:
        """Narrow the days, then sum them up by text and language."""
        days = self.search_queryset(self.filter_queryset(SearchCount.objects.all()))
        sums = days.values("text", "language").annotate(
            total=Sum("searches"), without=Sum("without_results")
        )
        chosen = self.request.GET.get("ordering", "")
        order = chosen if chosen in self.get_valid_orderings() else "-total"
        return sums.order_by(order, "text", "language")

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """Return what `get_queryset` narrowed already: sums cannot be narrowed by day."""
        return self.get_queryset()

    def get_filename(self) -> str:
        """Name the exported file."""
        return "searches"


class PromoteView(CreateView):
    """Wagtail's form for a promotion, with the text filled in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; a text that has promotions already leads to them."""
        known = Query.objects.filter(
            query_string=normalise_query_string(self._text()), editors_picks__isnull=False
        ).first()
        if known is not None:
            return redirect("wagtailsearchpromotions:edit", known.pk)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_initial(self) -> dict[str, Any]:
        """Fill in the text."""
        return {"query_string": self._text()}

    def _text(self) -> str:
        return str(self.request.GET.get("q", ""))[:LONGEST]


def may_promote(user: User | AnonymousUser) -> bool:
    """Whether a person may promote results, and so know what people look for."""
    policy = policy_registry.get_by_type(SearchPromotion)
    return bool(policy.user_has_any_permission(user, SearchReportView.any_permission_required))
