"""Admin page: focal points in and out by spreadsheet."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.auth import user_passes_test
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from accounts.models import User
from experts.actions.focal_points import ImportReport, export_focal_points, import_focal_points
from experts.permissions import can_manage_focal_points
from experts.spreadsheet import COLUMNS, SpreadsheetError

MOST_BYTES = 5 * 1024 * 1024
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FocalPointTableForm(forms.Form):
    """The filled in workbook."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The table from above, changed by you, as an Excel workbook of 5 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse files that are too large to be read in one request."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 MB. Split it."))
        return file


class FocalPointTableView(WagtailAdminTemplateMixin, FormView[FocalPointTableForm]):
    """Tells what a workbook would change, or stores it."""

    form_class = FocalPointTableForm
    template_name = "experts/admin/focal_point_table.html"
    page_title = _("Focal points by spreadsheet")
    header_icon = "table"
    success_url = reverse_lazy("focal_point_table:index")
    breadcrumbs_items: ClassVar[list[dict[str, Any]]] = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": page_title},
    ]

    def form_valid(self, form: FocalPointTableForm) -> HttpResponse:
        """Show what was found; go to the list after everything was stored."""
        is_check = "import" not in self.request.POST
        try:
            report = self._import(form, dry_run=is_check)
        except SpreadsheetError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        if is_check or report.problems:
            return self.render_to_response(self.get_context_data(form=form, report=report))
        messages.success(
            self.request,
            _("Stored: %(new)d new, %(changed)d changed, %(same)d unchanged.")
            % {"new": report.new, "changed": report.changed, "same": report.same},
        )
        return redirect("focalpoint:index")

    def _import(self, form: FocalPointTableForm, *, dry_run: bool) -> ImportReport:
        return import_focal_points(
            actor=actor_of(self.request), file=form.cleaned_data["file"].file, dry_run=dry_run
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the columns, for people who fill the table in."""
        return super().get_context_data(columns=COLUMNS, **kwargs)


def actor_of(request: HttpRequest) -> User:
    """Who is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def focal_point_download(request: HttpRequest) -> HttpResponse:
    """Every focal point as a workbook, which can be changed and brought back."""
    return HttpResponse(
        export_focal_points(actor=actor_of(request)),
        content_type=WORKBOOK,
        headers={
            "Content-Disposition": 'attachment; filename="focal-points.xlsx"',
            "Cache-Control": "no-store",
        },
    )


class FocalPointTableMenuItem(MenuItem):
    """Shown to those who may manage focal points."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the reader may."""
        return can_manage_focal_points(request.user)


class FocalPointTableViewSet(ViewSet):
    """The page and the download."""

    name = "focal_point_table"
    url_prefix = "focal-point-table"
    icon = "table"
    menu_label = _("Focal points by spreadsheet")
    menu_item_class = FocalPointTableMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """For those who may manage focal points."""
        allowed = user_passes_test(can_manage_focal_points)
        return [
            path("", allowed(FocalPointTableView.as_view()), name="index"),
            path("focal-points.xlsx", allowed(focal_point_download), name="download"),
        ]
