"""Country pages."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail_localize.fields import BaseTranslatableField

from cms.blocks import body_field, focal_points_field, links_field
from cms.fields import synchronised
from cms.models.base import BasePage


class CountryIndexPage(BasePage):
    """The list of countries (slug "countries")."""

    record_kind = "section"
    text_fields = ("body",)
    subpage_types: ClassVar[list[str]] = ["cms.CountryPage"]

    body = body_field()

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("list of countries")
        verbose_name_plural = _("lists of countries")


class CountryPage(BasePage):
    """A country: facts, contacts, targets and what is recorded about it.

    The slug is the ISO 3166 alpha-2 code in lower case.
    """

    record_kind = "country"
    text_fields = ("capital", "body", "focal_points")
    fact_fields = ("capital", "cbd_party_since", "cartagena_party_since", "nagoya_party_since",
                   "chm_url")  # fmt: skip
    parent_page_types: ClassVar[list[str]] = ["cms.CountryIndexPage"]
    subpage_types: ClassVar[list[str]] = ["cms.StandardPage"]

    country = models.CharField(
        _("country code"), max_length=2, help_text=_("Two letters, for example FJ.")
    )
    capital = models.CharField(_("capital"), max_length=120, blank=True)
    cbd_party_since = models.DateField(
        _("Party to the Convention on Biological Diversity since"), null=True, blank=True
    )
    cartagena_party_since = models.DateField(
        _("Party to the Cartagena Protocol since"), null=True, blank=True
    )
    nagoya_party_since = models.DateField(
        _("Party to the Nagoya Protocol since"), null=True, blank=True
    )
    chm_url = models.URLField(
        _("address of the country's own clearing-house"), blank=True, max_length=500
    )
    body = body_field()
    focal_points = focal_points_field()
    links = links_field(_("links"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("country"),
        MultiFieldPanel(
            [
                FieldPanel("capital"),
                FieldPanel("cbd_party_since"),
                FieldPanel("cartagena_party_since"),
                FieldPanel("nagoya_party_since"),
                FieldPanel("chm_url"),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("body"),
        FieldPanel("focal_points"),
        FieldPanel("links"),
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        *synchronised(
            "country", "cbd_party_since", "cartagena_party_since", "nagoya_party_since", "chm_url"
        ),
    ]

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def clean(self) -> None:
        """Keep code and slug together: the address of a country is fixed."""
        self.country = self.country.upper()
        if self.country:
            self.slug = self.country.lower()
        super().clean()
        if self.country and not (self.country.isascii() and self.country.isalpha()):
            raise ValidationError({"country": _("Write the two letters of ISO 3166.")})
