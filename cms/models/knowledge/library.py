"""The library: documents, training, sources of data, maps, multimedia (CBD `resource`)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail_localize.fields import BaseTranslatableField

from cms.choices import ExpertiseLevel, Frequency, MediaType
from cms.fields import limited_rich_text, synchronised
from cms.models.knowledge.base import KnowledgePage, knowledge_panels, shared
from vocabularies.fields import TermsField

BASE_TEXTS = KnowledgePage.text_fields


class LibraryPage(KnowledgePage):
    """A resource: what it is, whose it is and where else it is known."""

    term_fields: ClassVar[tuple[str, ...]] = (*KnowledgePage.term_fields, "resource_types")

    resource_types = TermsField(_("types of resource"), scheme="resource-types")
    source = models.CharField(_("source"), max_length=500, blank=True)
    doi = models.CharField(
        "DOI", max_length=255, blank=True, help_text=_("For example 10.5281/zenodo.1234567.")
    )
    resource_language = models.CharField(
        _("language of the resource"), max_length=16, choices=settings.LANGUAGES, blank=True
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared(
        "resource_types", "doi", "resource_language"
    )

    class Meta:
        abstract = True


class ReferenceDocument(LibraryPage):
    """A report, an article, a law."""

    record_kind = "reference-document"
    fact_fields = ("source", "resource_language", "isbn", "pages", "edition")

    isbn = models.CharField("ISBN", max_length=20, blank=True)
    pages = models.PositiveIntegerField(_("number of pages"), null=True, blank=True)
    edition = models.CharField(_("edition"), max_length=120, blank=True)

    content_panels: ClassVar[list[Panel]] = knowledge_panels("resource_types", "doi", *fact_fields)
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *LibraryPage.override_translatable_fields,
        *synchronised("isbn", "pages"),
    ]

    class Meta:
        verbose_name = _("reference document")
        verbose_name_plural = _("reference documents")


class TrainingMaterial(LibraryPage):
    """Something to learn from."""

    record_kind = "training-material"
    fact_fields = ("source", "resource_language", "expertise_level", "target_groups", "duration")
    text_fields = (*BASE_TEXTS, "purpose")

    expertise_level = models.CharField(
        _("level"), max_length=12, choices=ExpertiseLevel.choices, default=ExpertiseLevel.BASIC
    )
    target_groups = models.CharField(_("for whom"), max_length=500, blank=True)
    duration = models.CharField(
        _("duration"), max_length=60, blank=True, help_text=_("For example: two hours.")
    )
    purpose = limited_rich_text(_("what people learn"))

    content_panels: ClassVar[list[Panel]] = knowledge_panels(
        "resource_types", "doi", *fact_fields, "purpose"
    )
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *LibraryPage.override_translatable_fields,
        *synchronised("expertise_level"),
    ]

    class Meta:
        verbose_name = _("training material")
        verbose_name_plural = _("training materials")


class OnlineSource(LibraryPage):
    """A database, a data set, a portal (CBD `database`, DCAT data set)."""

    record_kind = "online-source"
    fact_fields = ("website", "publisher_name", "update_frequency", "access", "formats")

    website = models.URLField(_("address"), max_length=500, blank=True)
    publisher_name = models.CharField(_("published by"), max_length=500, blank=True)
    update_frequency = models.CharField(
        _("how often it is updated"),
        max_length=12,
        choices=Frequency.choices,
        default=Frequency.IRREGULAR,
    )
    access = models.CharField(
        _("how to get access"),
        max_length=255,
        blank=True,
        help_text=_("For example: free of charge."),
    )
    formats = models.CharField(_("formats"), max_length=255, blank=True)

    content_panels: ClassVar[list[Panel]] = knowledge_panels(
        "resource_types", "doi", "source", "resource_language", *fact_fields
    )
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *LibraryPage.override_translatable_fields,
        *synchronised("website", "update_frequency", "formats"),
    ]

    class Meta:
        verbose_name = _("online source")
        verbose_name_plural = _("online sources")


class MapPage(LibraryPage):
    """A map."""

    record_kind = "map"
    fact_fields = ("website", "map_scale", "projection", "coverage")

    website = models.URLField(_("address"), max_length=500, blank=True)
    map_scale = models.CharField(_("scale"), max_length=60, blank=True)
    projection = models.CharField(_("projection"), max_length=120, blank=True)
    coverage = models.CharField(_("area shown"), max_length=255, blank=True)

    content_panels: ClassVar[list[Panel]] = knowledge_panels(
        "resource_types", "doi", "source", "resource_language", *fact_fields
    )
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *LibraryPage.override_translatable_fields,
        *synchronised("website", "map_scale", "projection"),
    ]

    class Meta:
        verbose_name = _("map")
        verbose_name_plural = _("maps")


class Multimedia(LibraryPage):
    """A film, a recording, a set of photographs."""

    record_kind = "multimedia"
    fact_fields = ("media_type", "media_url", "duration")
    text_fields = (*BASE_TEXTS, "transcript")

    media_type = models.CharField(
        _("type"), max_length=12, choices=MediaType.choices, default=MediaType.VIDEO
    )
    media_url = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("Where people watch or listen to it.")
    )
    duration = models.CharField(_("duration"), max_length=60, blank=True)
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("For people who do not hear or see it.")
    )

    content_panels: ClassVar[list[Panel]] = knowledge_panels(
        "resource_types", "doi", "source", "resource_language", *fact_fields, "transcript"
    )
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *LibraryPage.override_translatable_fields,
        *synchronised("media_type", "media_url"),
    ]

    class Meta:
        verbose_name = _("multimedia")
        verbose_name_plural = _("multimedia")
