"""The report of files: which were read, which could not be, and why."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext
from django.views import View
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry

from search import file_texts
from search.models import FileState, FileText

UNREAD = "unread"
OUTCOMES: dict[str, str | Promise] = {
    FileState.WAITING: _("Waiting to be read"),
    FileState.READ: _("Read"),
    FileState.EMPTY: _("No text found: perhaps scanned pictures of pages"),
    FileState.ENCRYPTED: _("Protected by a password"),
    FileState.BROKEN: _("Damaged, or not what its name says"),
    FileState.TOO_LARGE: _("Too large to be read"),
    FileState.TIMED_OUT: _("Takes too long to be read"),
    FileState.UNSUPPORTED: _("A kind of file without text for the search"),
    FileState.MISSING: _("The file is not there"),
}


def may_read_report(user: Any) -> bool:
    """Whether the person looks after documents."""
    policy = policy_registry.get_by_type(get_document_model())
    return bool(policy.user_has_any_permission(user, ["add", "change", "delete"]))


def outcome(file: FileText) -> str:
    """What became of a file, with the number of its pages."""
    text = str(OUTCOMES[file.state])
    if file.state != FileState.READ:
        return text
    if file.pages:
        pages = ngettext("%(count)d page", "%(count)d pages", file.pages) % {"count": file.pages}
        text = f"{text}: {pages}"
    return f"{text} ({_('only the beginning')})" if file.cut else text


def file_name(file: FileText) -> str:
    """The name of the file."""
    return file.url.rpartition("/")[2]


class FileFilterSet(WagtailFilterSet):
    """One outcome, or all that could not be read."""

    state = ChoiceFilter(
        label=_("What became of it"),
        choices=[(UNREAD, _("Files that could not be read")), *OUTCOMES.items()],
        method="filter_state",
    )

    class Meta:
        model = FileText
        fields: ClassVar[list[str]] = []

    def filter_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep files in a state."""
        if value == UNREAD:
            return rows.exclude(state__in=[FileState.READ, FileState.WAITING])
        return rows.filter(state=value)


class AgainColumn(Column):
    """A button to read the file once more."""

    cell_template_name = "search/admin/read_again_cell.html"


class FileReportView(ReportView):
    """Files that records name, those that were read last first."""

    page_title = _("Text of files")
    header_icon = "doc-full-inverse"
    model = FileText
    filterset_class = FileFilterSet
    is_searchable = True
    search_fields = ("url",)
    default_ordering = "-read"
    index_url_name = "search_file_report"
    index_results_url_name = "search_file_report_results"
    columns: ClassVar[list[Column]] = [
        Column("url", label=_("File"), accessor=file_name),
        Column("outcome", label=_("What became of it"), accessor=outcome),
        Column("language", label=_("Language"), sort_key="language"),
        DateColumn("read", label=_("Read on"), sort_key="read"),
        AgainColumn("again", label=""),
    ]
    export_headings: ClassVar[dict[str, Any]] = {"url": _("File"), "state": _("State")}
    list_export: ClassVar[list[str]] = ["url", "state", "pages", "language", "error", "read"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let only those in who look after documents."""
        if not may_read_report(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> "QuerySet[FileText]":
        """Every file that is known."""
        return FileText.objects.order_by("-read", "pk")


class ReadAgainView(View):
    """Lets a file wait again."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The clock takes it with its next turn."""
        if not may_read_report(request.user):
            raise PermissionDenied
        file_texts.wait(get_object_or_404(FileText, pk=pk))
        return HttpResponseRedirect(reverse("search_file_report"))
