"""Lists and choosers of the admin."""

import json
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    CreationFormMixin,
)
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from cms.models import (
    BasePage,
    BestPractice,
    CaseStudy,
    Decision,
    EventPage,
    Feedback,
    ImplementationActivity,
    Indicator,
    MapPage,
    Multimedia,
    NationalTarget,
    NewsPage,
    OnlineSource,
    Project,
    ReferenceDocument,
    TrainingMaterial,
    WorkProgramme,
)
from cms.widgets import RecordChooser
from records.audiences import Viewer
from records.models import Record
from records.registry import has_kind, kind, kinds


class RecordFilterForm(BaseFilterForm):
    """Find a record by words of its title in any language, and by kind."""

    q = forms.CharField(label=_("Words of the title, in any language"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: [("", _("Every kind")), *((item.key, item.plural) for item in kinds())],
    )

    def filter(self, objects: QuerySet[Record]) -> QuerySet[Record]:
        """Keep the records that have every word in their titles."""
        objects = super().filter(objects)
        words = str(self.cleaned_data.get("q") or "").split()
        objects = objects.annotate(title_text=Cast("titles", TextField()))
        for word in words:
            # SQLite keeps JSON with \\uXXXX for letters beyond ASCII, PostgreSQL the letters.
            escaped = json.dumps(word)[1:-1]
            objects = objects.filter(
                Q(title_text__icontains=word) | Q(title_text__icontains=escaped)
            )
        if self.cleaned_data.get("kind"):
            objects = objects.filter(kind=self.cleaned_data["kind"])
        return objects


def kind_label(record: Record) -> Any:
    """What sort of thing it is."""
    return kind(record.kind).label if has_kind(record.kind) else record.kind


def languages_label(record: Record) -> str:
    """The languages that it has."""
    return ", ".join(record.languages)


def source_label(record: Record) -> Any:
    """Where it comes from."""
    return record.source_title or record.source or _("This site")


class RecordChooseMixin:
    """What the modal lists: what the editor may see, the newest first."""

    filter_form_class = RecordFilterForm

    def get_object_list(self) -> QuerySet[Record]:
        """Records of this site and harvested ones."""
        viewer = Viewer(self.request.user)  # type: ignore[attr-defined]
        return Record.objects.visible_to(viewer).without_text().order_by("-issued", "-pk")

    @property
    def columns(self) -> list[Column]:
        """Title, kind, languages, source."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("kind", label=_("Kind"), accessor=kind_label),
            Column("languages", label=_("Languages"), accessor=languages_label),
            Column("source", label=_("Source"), accessor=source_label),
        ]


class RecordChooseView(RecordChooseMixin, ChooseViewMixin, CreationFormMixin, BaseChooseView):
    """The modal."""


class RecordChooseResultsView(
    RecordChooseMixin, ChooseResultsViewMixin, CreationFormMixin, BaseChooseView
):
    """The list inside the modal."""


class RecordChooserViewSet(ChooserViewSet):
    """Choose a record of any kind."""

    model = Record
    icon = "link"
    per_page = 20
    choose_one_text = _("Choose a record")
    choose_another_text = _("Choose another record")
    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView
    base_widget_class = RecordChooser
    register_widget: ClassVar[bool] = False


record_chooser = RecordChooserViewSet("record_chooser")


class FeedbackViewSet(ModelViewSet):
    """What readers say; editors note what was done and close it."""

    model = Feedback
    icon = "comment"
    menu_label = _("Feedback")
    list_display: ClassVar[list[str]] = [
        "path",
        "answer",
        "comment",
        "language",
        "created",
        "status",
    ]
    list_filter: ClassVar[list[str]] = ["status", "answer", "language"]
    search_fields: ClassVar[list[str]] = ["path", "comment"]
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ("-created",)
    panels: ClassVar[list[Panel]] = [
        FieldPanel("path", read_only=True),
        FieldPanel("answer", read_only=True),
        FieldPanel("comment", read_only=True),
        FieldPanel("created", read_only=True),
        FieldPanel("status"),
        FieldPanel("note"),
    ]


class PagesOfType(PageListingViewSet):
    """A flat list of the pages of one type."""

    add_to_admin_menu = False


def listing(model: type[BasePage], icon: str) -> PagesOfType:
    """The list of one type, named as people name it."""
    return PagesOfType(
        f"list_{model._meta.model_name}",
        model=model,
        icon=icon,
        menu_label=capfirst(model._meta.verbose_name_plural),
    )


class KnowledgeGroup(ViewSetGroup):
    """The knowledge base by kind."""

    menu_label = _("Knowledge")
    menu_icon = "folder-open-inverse"
    menu_order = 100
    items = (
        listing(CaseStudy, "pick"),
        listing(BestPractice, "success"),
        listing(NationalTarget, "crosshairs"),
        listing(ImplementationActivity, "cogs"),
        listing(Project, "folder"),
        listing(Indicator, "order-up"),
        listing(Decision, "clipboard-list"),
        listing(WorkProgramme, "list-ul"),
        listing(TrainingMaterial, "help"),
        listing(ReferenceDocument, "doc-full"),
        listing(OnlineSource, "site"),
        listing(MapPage, "globe"),
        listing(Multimedia, "media"),
    )


class NewsGroup(ViewSetGroup):
    """What changes every week."""

    menu_label = _("News and events")
    menu_icon = "calendar-alt"
    menu_order = 110
    items = (listing(NewsPage, "doc-full-inverse"), listing(EventPage, "calendar"))


class SubmissionsGroup(ViewSetGroup):
    """What comes in from others."""

    menu_label = _("Submissions")
    menu_icon = "mail"
    menu_order = 120
    items = (FeedbackViewSet("feedback", url_prefix="feedback"),)


VIEWSETS = (record_chooser, KnowledgeGroup(), NewsGroup(), SubmissionsGroup())
