"""Admin lists of sources, imports and problems: to be read, never edited."""

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_passes_test
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy

from exchange.harvest.models import ImportProblem, ImportRun, Source
from exchange.harvest.permissions import can_import_records
from exchange.harvest.views import TableImportView, template_download


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Who may import, or was given the permission to view, may view; nobody edits."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the action is viewing, and allowed."""
        if action != "view":
            return False
        return can_import_records(user) or super().user_has_permission(user, action)


class JoinedIndexView(IndexView):
    """A list that reads what its rows point to in the same query."""

    def get_base_queryset(self) -> QuerySet[Model]:
        """Join the foreign keys that the columns show."""
        columns = {field.name for field in self.model._meta.fields if field.is_relation}
        queryset: QuerySet[Model] = super().get_base_queryset()
        return queryset.select_related(*columns.intersection(self.list_display))


class SourceViewSet(ModelViewSet):
    """Where records come from."""

    model = Source
    icon = "site"
    menu_label = _("Sources")
    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = ["title", "key", "created"]
    list_display: ClassVar[list[str]] = ["title", "key", "created"]
    search_fields: ClassVar[list[str]] = ["title", "key"]
    exclude_form_fields: ClassVar[list[str]] = ["created"]


class ImportRunViewSet(ModelViewSet):
    """What was imported, by whom, and what came of it."""

    model = ImportRun
    index_view_class = JoinedIndexView
    icon = "history"
    menu_label = _("Imports")
    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_template_name = "exchange/admin/import_inspect.html"
    inspect_view_fields: ClassVar[list[str]] = [
        "file_name", "source", "actor", "started", "finished", "new", "changed", "same",
        "deleted", "refused", "reason",
    ]  # fmt: skip
    list_display: ClassVar[list[str]] = [
        "file_name", "source", "actor", "started", "new", "changed", "same", "deleted", "refused",
        "outcome",
    ]  # fmt: skip
    list_filter: ClassVar[list[str]] = ["source"]
    exclude_form_fields: ClassVar[list[str]] = ["started"]


class ImportProblemViewSet(ModelViewSet):
    """Why something was not taken."""

    model = ImportProblem
    index_view_class = JoinedIndexView
    icon = "warning"
    menu_label = _("Import problems")
    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = ["run", "severity", "record", "line", "reason"]
    list_display: ClassVar[list[str]] = ["reason", "severity", "record", "line", "run"]
    list_filter: ClassVar[list[str]] = ["severity"]
    exclude_form_fields: ClassVar[list[str]] = []


class ImportMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may import."""
        return can_import_records(request.user)


class TableImportViewSet(ViewSet):
    """The form to bring in a table, and the empty table."""

    name = "table_import"
    url_prefix = "import-table"
    icon = "upload"
    menu_label = _("Import a table")
    menu_item_class = ImportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The pages, for those who may import."""
        allowed = user_passes_test(can_import_records)
        return [
            path("", allowed(TableImportView.as_view()), name="index"),
            re_path(
                r"^records\.(?P<suffix>csv|xlsx)$", allowed(template_download), name="template"
            ),
        ]


class ExchangeViewSetGroup(ModelViewSetGroup):
    """The menu of the exchange room."""

    menu_label = _("Exchange")
    menu_icon = "download"
    menu_order = 500
    items: ClassVar[tuple[Any, ...]] = (
        TableImportViewSet(),
        ImportRunViewSet("importrun"),
        ImportProblemViewSet("importproblem"),
        SourceViewSet("harvestsource", url_prefix="sources"),
    )
