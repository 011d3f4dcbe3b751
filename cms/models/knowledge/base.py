"""What every record of the knowledge base has (notes/records.md 2.2)."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail_localize.fields import BaseTranslatableField

from cms.blocks import agents_field, body_field, files_field, links_field
from cms.choices import Licence, Sensitivity
from cms.fields import PartialDateField, synchronised
from cms.models.base import BasePage
from cms.models.classified import ClassifiedPage

SHARED_FIELDS = ("government", "published_at", "licence", "sensitivity")


class KnowledgeIndexPage(BasePage):
    """The home of the knowledge base in the page tree (slug "knowledge").

    The door /{lang}/knowledge/ itself is a view of the search room.
    """

    record_kind = None

    class Meta:
        verbose_name = _("knowledge base")
        verbose_name_plural = _("knowledge bases")


class KnowledgePage(ClassifiedPage):
    """The common base of all kinds of knowledge.

    `notes` and `consent_note` are private: they are never shown nor projected.
    """

    text_fields: ClassVar[tuple[str, ...]] = ("body", "relevant_information")
    parent_page_types: ClassVar[list[str]] = [
        "cms.KnowledgeIndexPage", "cms.SectionPage", "cms.CountryPage", "cms.ThemePage",
    ]  # fmt: skip
    subpage_types: ClassVar[list[str]] = []

    government = models.CharField(
        _("government"),
        max_length=2,
        blank=True,
        help_text=_("Two letters, when a government is responsible for the record."),
    )
    organization = models.CharField(_("responsible organization"), max_length=500, blank=True)
    published_at = PartialDateField(_("date of publication"))
    people = agents_field()
    body = body_field()
    links = links_field(_("links"))
    attachments = files_field(_("files"))
    relevant_information = models.TextField(_("further information"), blank=True)
    relevant_documents = files_field(_("relevant documents"))
    licence = models.CharField(
        _("licence"),
        max_length=120,
        choices=Licence.choices,
        default=Licence.CC_BY,
        help_text=_("What others may do with the record."),
    )
    sensitivity = models.CharField(
        _("who may read it"),
        max_length=24,
        choices=Sensitivity.choices,
        default=Sensitivity.OPEN,
    )
    consent_note = models.TextField(
        _("consent"),
        blank=True,
        help_text=_("Who gave consent, when and for what. Only editors read this."),
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("Only editors read this."))

    typed_panels: ClassVar[list[Panel]] = []
    common_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("published_at"),
                FieldPanel("government"),
                FieldPanel("organization"),
                FieldPanel("people"),
            ],
            heading=_("Who and when"),
        ),
        *ClassifiedPage.classification_panels,
        FieldPanel("links"),
        FieldPanel("attachments"),
        FieldPanel("relevant_documents"),
        FieldPanel("relevant_information"),
        MultiFieldPanel(
            [FieldPanel("licence"), FieldPanel("sensitivity"), FieldPanel("consent_note")],
            heading=_("Use and consent"),
        ),
        FieldPanel("notes"),
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *ClassifiedPage.override_translatable_fields,
        *synchronised(*SHARED_FIELDS, "notes", "consent_note"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Ask for the consent behind traditional knowledge."""
        super().clean()
        self.government = self.government.upper()
        if self.sensitivity == Sensitivity.TRADITIONAL and not self.consent_note.strip():
            raise ValidationError(
                {"consent_note": _("Say who gave consent to share this traditional knowledge.")}
            )


def knowledge_panels(*typed: str) -> list[Panel]:
    """The editor of one kind: title and summary, its own fields, text, then the common base."""
    return [
        *BasePage.content_panels,
        *(FieldPanel(name) for name in typed),
        FieldPanel("body"),
        *KnowledgePage.common_panels,
    ]


def shared(*names: str) -> list[BaseTranslatableField]:
    """The common base's fields and these are the same in every language."""
    return [*KnowledgePage.override_translatable_fields, *synchronised(*names)]
