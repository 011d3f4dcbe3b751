"""Blocks that show records of this site and of others."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy as _
from wagtail import blocks

from cms.choices import Relation
from cms.widgets import RecordChooser
from records.audiences import Viewer
from records.models import Record
from records.presentation import present
from records.registry import kinds
from vocabularies.hierarchy import with_narrower

LIST_LENGTHS = [("3", "3"), ("6", "6"), ("12", "12")]


def viewer_of(context: dict[str, Any] | None) -> Viewer:
    """The reader for whom a block is drawn; the public when there is no request."""
    request = (context or {}).get("request")
    return getattr(request, "viewer", None) or Viewer.anonymous()


class RecordChooserBlock(blocks.ChooserBlock):
    """A record by its identifier, which stays when the record's row does not."""

    target_model = Record

    @cached_property
    def widget(self) -> Any:
        """The chooser that searches titles in every language."""
        return RecordChooser()

    def to_python(self, value: str | None) -> Record | None:
        """Find the record of a stored identifier."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[str | None]) -> list[Record | None]:
        """Find the records of many stored identifiers in one query."""
        values = list(values)
        wanted = {UUID(value) for value in values if value}
        found = {record.uid: record for record in Record.objects.with_uid_in(wanted)}
        return [found.get(UUID(value)) if value else None for value in values]

    def get_prep_value(self, value: Record | None) -> str | None:
        """Store the identifier."""
        return str(value.uid) if value else None

    def get_translatable_segments(self, _value: Record | None) -> list[Any]:
        """Nothing to translate: the reference is the same in every language."""
        return []

    def restore_translated_segments(self, value: Record | None, _segments: Any) -> Record | None:
        """Keep the record."""
        return value

    class Meta:
        icon = "link"
        label = _("Record")


class ReferenceBlock(blocks.StructBlock):
    """A cross-reference; the cited record shows it too."""

    relation = blocks.ChoiceBlock(
        label=_("How they are related"), choices=Relation.choices, default=Relation.RELATED
    )
    record = RecordChooserBlock(label=_("Record"))

    class Meta:
        icon = "link"
        label = _("Related record")


class RecordBlock(blocks.StructBlock):
    """One record as a card."""

    record = RecordChooserBlock(label=_("Record"))

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add `card`, or None when the reader may not see the record."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        record = value.get("record")
        shown = (
            Record.objects.visible_to(viewer_of(parent_context)).filter(pk=record.pk)
            if record
            else []
        )
        context["card"] = next(iter(present(shown, get_language() or "en")), None)
        return context

    class Meta:
        icon = "doc-full"
        label = _("Record")
        template = "blocks/record.html"


def kind_choices() -> list[tuple[str, Any]]:
    """The kinds that editors can list."""
    return [(kind.key, kind.plural) for kind in kinds()]


class RecordsBlock(blocks.StructBlock):
    """The newest records of a kind or about a topic."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=kind_choices, required=False)
    terms = blocks.CharBlock(
        label=_("Terms"),
        required=False,
        max_length=400,
        help_text=_("Identifiers separated by spaces, for example: gbf-targets:GBF-TARGET-03"),
    )
    length = blocks.ChoiceBlock(label=_("How many"), choices=LIST_LENGTHS, default="6")

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add `cards`, what the reader may see."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        records = Record.objects.visible_to(viewer_of(parent_context)).without_text()
        if value.get("kind"):
            records = records.of_kind(value["kind"])
        if value.get("terms"):
            records = records.in_term(*with_narrower(value["terms"].split()))
        records = records.order_by("-issued", "-pk")[: int(value.get("length") or 6)]
        context["cards"] = present(records, get_language() or "en")
        return context

    class Meta:
        icon = "list-ul"
        label = _("List of records")
        template = "blocks/records.html"
