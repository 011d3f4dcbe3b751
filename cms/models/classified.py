"""Pages that carry terms and cross-references (common base, notes/records.md 2.2)."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail_localize.fields import BaseTranslatableField

from cms.blocks import references_field
from cms.fields import synchronised
from cms.models.base import BasePage
from vocabularies.fields import TermsField

TERM_FIELDS = (
    "countries", "country_regions", "gbf_targets", "aichi_targets", "cbd_subjects", "sdgs",
    "ecosystems",
)  # fmt: skip


class ClassifiedPage(BasePage):
    """A page with terms of our vocabularies and related records."""

    term_fields: ClassVar[tuple[str, ...]] = TERM_FIELDS

    countries = TermsField(_("countries"), scheme="countries")
    country_regions = TermsField(_("regions"), scheme="regions")
    gbf_targets = TermsField(_("global biodiversity targets"), scheme="gbf-targets")
    aichi_targets = TermsField(_("Aichi targets"), scheme="aichi-targets")
    cbd_subjects = TermsField(_("subjects"), scheme="cbd-subjects")
    sdgs = TermsField(_("sustainable development goals"), scheme="sdgs")
    ecosystems = TermsField(_("ecosystems"), scheme="ecosystems")
    references = references_field()

    classification_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("countries"),
                FieldPanel("country_regions"),
                FieldPanel("gbf_targets"),
                FieldPanel("cbd_subjects"),
                FieldPanel("sdgs"),
                FieldPanel("ecosystems"),
                FieldPanel("aichi_targets"),
            ],
            heading=_("Terms"),
            help_text=_("People find the page through its terms, in every language."),
        ),
        FieldPanel("references"),
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        *synchronised(*TERM_FIELDS),
    ]

    class Meta:
        abstract = True
