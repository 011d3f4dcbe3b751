"""Admin pages: bring in a table, and the empty table to fill in."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from exchange.harvest import template
from exchange.harvest.actions import TABLES, import_file
from exchange.harvest.columns import COLUMNS
from exchange.harvest.forms import TableForm
from exchange.harvest.report import ImportReport

MAX_UPLOAD_ROWS = 2_000
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TableImportView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Checks a table without storing anything, or imports it."""

    form_class = TableForm
    template_name = "exchange/admin/table_import.html"
    page_title = _("Import a table")
    header_icon = "upload"
    success_url = reverse_lazy("table_import:index")
    breadcrumbs_items: ClassVar[list[dict[str, Any]]] = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": page_title},
    ]

    def form_valid(self, form: TableForm) -> HttpResponse:
        """Show what a check found; after an import go to its log."""
        user = self.request.user
        report = import_file(
            actor=user if isinstance(user, User) else None,
            file=form.cleaned_data["file"].file,
            file_name=form.cleaned_data["file"].name,
            source_key=form.key,
            source_title=form.cleaned_data["title"].strip(),
            dry_run="import" not in self.request.POST,
            formats=TABLES,
            max_records=MAX_UPLOAD_ROWS,
        )
        if report.dry_run:
            return self.render_to_response(self.get_context_data(form=form, report=report))
        self._announce(report)
        return redirect(reverse("importrun:inspect", args=[report.run_id]))

    def _announce(self, report: ImportReport) -> None:
        if not report.is_clean:
            messages.warning(self.request, _("Something in the file was refused: see below."))
        else:
            messages.success(
                self.request,
                ngettext(
                    "%(count)d record was written.",
                    "%(count)d records were written.",
                    report.written,
                )
                % {"count": report.written},
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the columns, for people who fill the table in."""
        return super().get_context_data(columns=COLUMNS, **kwargs)


def template_download(_request: HttpRequest, suffix: str) -> HttpResponse:
    """The empty table with one example row."""
    return HttpResponse(
        template.content(suffix),
        content_type=MEDIA_TYPES[suffix],
        headers={"Content-Disposition": f'attachment; filename="records.{suffix}"'},
    )
