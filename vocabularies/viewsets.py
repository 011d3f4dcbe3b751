"""Vocabularies and terms in the admin."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from vocabularies.admin_forms import TermForm
from vocabularies.labels import labels_for
from vocabularies.models import Scheme, Term


def term_label(term: Term) -> str:
    """The label in the editor's language."""
    label = labels_for([term.identifier], get_language() or "en").get(term.identifier)
    return label.text if label else term.key


class TermFilterForm(BaseFilterForm):
    """Find a term by words of its labels in any language, or by its identifier."""

    q = forms.CharField(label=_("Words of a label, in any language"), required=False)

    def filter(self, objects: QuerySet[Term]) -> QuerySet[Term]:
        """Keep the terms that are named so."""
        objects = super().filter(objects)
        text = str(self.cleaned_data.get("q") or "")
        return Term.objects.filter(pk__in=objects).named(text) if text else objects


class TermChooseMixin:
    """What the chooser lists."""

    filter_form_class = TermFilterForm

    def get_object_list(self) -> QuerySet[Term]:
        """Terms that may be chosen."""
        return Term.objects.current()

    @property
    def columns(self) -> list[Column]:
        """Identifier and label."""
        return [self.title_column, Column("label", label=_("Label"), accessor=term_label)]  # type: ignore[attr-defined]


class TermChooseView(TermChooseMixin, ChooseView):
    """The modal."""


class TermChooseResultsView(TermChooseMixin, ChooseResultsView):
    """The list inside the modal."""


class TermChooserViewSet(SnippetChooserViewSet):
    """Choose a term."""

    choose_view_class = TermChooseView
    choose_results_view_class = TermChooseResultsView


class TermIndexView(IndexView):
    """The list of terms."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Term]) -> QuerySet[Term]:
        """Search the labels of every language."""
        if not self.search_query:
            return queryset
        return queryset.filter(pk__in=Term.objects.named(self.search_query).values("pk"))


class TermViewSet(SnippetViewSet):
    """Terms. What content may carry is marked as no longer used rather than deleted."""

    model = Term
    icon = "tag"
    menu_label = _("Terms")
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["identifier"]
    index_view_class = TermIndexView
    chooser_viewset_class = TermChooserViewSet
    list_display: ClassVar[list[Any]] = [
        "identifier", Column("label", label=_("Label"), accessor=term_label), "notation",
        "deprecated",
    ]  # fmt: skip
    list_filter: ClassVar[list[str]] = ["scheme", "deprecated"]
    list_per_page = 50
    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("scheme"), FieldPanel("key"), FieldPanel("notation")]),
        InlinePanel("labels", label=_("Label"), heading=_("Labels"), panels=[
            FieldRowPanel([FieldPanel("language"), FieldPanel("kind"), FieldPanel("source")]),
            FieldPanel("text"),
        ]),
        InlinePanel("notes", label=_("Definition"), heading=_("Definitions"), panels=[
            FieldRowPanel([FieldPanel("language"), FieldPanel("source")]), FieldPanel("text"),
        ]),
        InlinePanel("relations", label=_("Relation"), heading=_("Relations"), panels=[
            FieldRowPanel([FieldPanel("type"), FieldPanel("target")]),
        ]),
        InlinePanel("aliases", label=_("Alias"), heading=_("Aliases"), panels=[
            FieldRowPanel([FieldPanel("key"), FieldPanel("former")]),
        ]),
        MultiFieldPanel(
            [FieldPanel("position"), FieldPanel("deprecated"), FieldPanel("replaced_by"),
             FieldPanel("uri")],
            heading=_("Use"),
        ),
    ]  # fmt: skip

    def get_edit_handler(self) -> Any:
        """Bind the panels to the form that keeps the promises of the room."""
        handler = super().get_edit_handler()
        handler.base_form_class = TermForm
        return handler


class SchemeViewSet(SnippetViewSet):
    """Vocabularies."""

    model = Scheme
    icon = "list-ul"
    menu_label = _("Vocabularies")
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["key", "source"]
    list_display: ClassVar[list[Any]] = ["__str__", "key", "source", "licence", "updated"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("key"), FieldPanel("titles"), FieldPanel("descriptions"), FieldPanel("order"),
        FieldPanel("alphabetical"), FieldPanel("source"), FieldPanel("licence"), FieldPanel("uri"),
    ]  # fmt: skip


class VocabularyViewSetGroup(SnippetViewSetGroup):
    """The menu."""

    menu_label = _("Vocabularies")
    menu_icon = "tag"
    menu_order = 300
    items = (TermViewSet, SchemeViewSet)
