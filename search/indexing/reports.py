"""How search is: a page for administrators."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, ngettext
from django.views.generic import TemplateView
from elasticsearch import ApiError, TransportError
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from search.indexing import feed, status, upkeep
from search.indexing.sending import IndexingBlockedError
from search.models import FailedDocument, Narrowing, SearchIndex

LISTED = 100


def may_see_search_health(user: Any) -> bool:
    """Administrators: those who look after the servers."""
    return bool(user.is_active and user.is_superuser)


class SearchHealthView(WagtailAdminTemplateMixin, TemplateView):
    """Where each index stands, what it could not take, and a button to try again."""

    template_name = "search/admin/health.html"
    page_title = _("Search health")
    header_icon = "search"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let administrators in."""
        if not may_see_search_health(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("search_health"), "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the indexes."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        uses = bool(settings.ELASTICSEARCH_URL)
        return context | {
            "uses_elasticsearch": uses,
            "answers": uses and status.nodes_answer(),
            "problem": status.problem() if uses else "",
            "indexes": status.index_statuses(),
            "embedded": status.embedded_status() if settings.CHM_SEARCH_EMBEDDED else None,
            "narrowed": Narrowing.objects.count(),
            "failed": FailedDocument.objects.select_related("index", "record").order_by(
                "-last_failed"
            )[:LISTED],
            "failed_total": FailedDocument.objects.count(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the refused records of an index again."""
        index = get_object_or_404(SearchIndex, name=request.POST.get("index", ""))
        try:
            mended = upkeep.retry_failed(index, feed.writing_client())
        except (ApiError, TransportError, IndexingBlockedError):
            messages.error(request, _("Elasticsearch does not answer. Try again later."))
        else:
            message = ngettext(
                "The index has taken %(count)d record.",
                "The index has taken %(count)d records.",
                mended,
            )
            messages.success(request, message % {"count": mended})
        return redirect("search_health")
