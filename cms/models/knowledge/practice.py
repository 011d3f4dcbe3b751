"""What is done and what was learned: activities, projects, case studies, best practices."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail_localize.fields import BaseTranslatableField

from cms.blocks import building_blocks_field
from cms.choices import Jurisdiction, Progress
from cms.fields import PartialDateField, limited_rich_text
from cms.models.knowledge.base import KnowledgePage, knowledge_panels, shared

BASE_TEXTS = KnowledgePage.text_fields


class Undertaking(KnowledgePage):
    """Something that is carried out from a start to an end."""

    start = PartialDateField(_("begins"))
    end = PartialDateField(_("ends"))
    status = models.CharField(
        _("status"), max_length=12, choices=Progress.choices, default=Progress.ONGOING
    )
    geographic_scope = models.CharField(
        _("where it is carried out"),
        max_length=12,
        choices=Jurisdiction.choices,
        default=Jurisdiction.NATIONAL,
    )
    results = limited_rich_text(_("results"))

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared(
        "start", "end", "status", "geographic_scope"
    )

    class Meta:
        abstract = True


class ImplementationActivity(Undertaking):
    """An activity that implements a target or a programme (CBD `implementationActivity`)."""

    record_kind = "activity"
    fact_fields = ("status", "start", "end", "geographic_scope", "implementing_agency")
    text_fields = (*BASE_TEXTS, "results")

    implementing_agency = models.CharField(_("carried out by"), max_length=500, blank=True)

    content_panels: ClassVar[list[Panel]] = knowledge_panels(*fact_fields, "results")

    class Meta:
        verbose_name = _("implementation activity")
        verbose_name_plural = _("implementation activities")


class Project(Undertaking):
    """A project or initiative (CBD `capacityBuildingInitiative`)."""

    record_kind = "project"
    fact_fields = (
        "project_number", "gef_id", "status", "start", "end", "geographic_scope", "budget",
        "currency", "implementing_agencies", "funding_sources",
    )  # fmt: skip
    text_fields = (*BASE_TEXTS, "results", "outputs")

    project_number = models.CharField(_("number of the project"), max_length=60, blank=True)
    gef_id = models.CharField(_("GEF number"), max_length=20, blank=True)
    budget = models.DecimalField(
        _("total budget"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD", blank=True)
    implementing_agencies = models.CharField(_("carried out by"), max_length=500, blank=True)
    funding_sources = models.CharField(_("paid for by"), max_length=500, blank=True)
    outputs = limited_rich_text(_("outputs"))

    content_panels: ClassVar[list[Panel]] = knowledge_panels(*fact_fields, "results", "outputs")
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared(
        "start", "end", "status", "geographic_scope", "project_number", "gef_id", "budget",
        "currency",
    )  # fmt: skip

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")


class CaseStudy(KnowledgePage):
    """A solution that others can learn from (CBD `caseStudy` in the shape of PANORAMA)."""

    record_kind = "case-study"
    fact_fields = ("scale", "start", "end")
    text_fields = (*BASE_TEXTS, "challenge", "building_blocks", "impacts", "replicability")

    start = PartialDateField(_("begins"))
    end = PartialDateField(_("ends"))
    scale = models.CharField(
        _("where it applies"),
        max_length=12,
        choices=Jurisdiction.choices,
        default=Jurisdiction.SUBNATIONAL,
    )
    challenge = limited_rich_text(_("challenge"))
    building_blocks = building_blocks_field()
    impacts = limited_rich_text(_("impacts"))
    replicability = limited_rich_text(_("how others can do the same"))

    content_panels: ClassVar[list[Panel]] = knowledge_panels(
        *fact_fields, "challenge", "building_blocks", "impacts", "replicability"
    )
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared(
        "start", "end", "scale"
    )

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")


class BestPractice(KnowledgePage):
    """A way of working that has proved itself."""

    record_kind = "best-practice"
    fact_fields = ("scale",)
    text_fields = (*BASE_TEXTS, "problem", "method", "lessons", "conditions")

    scale = models.CharField(
        _("where it applies"),
        max_length=12,
        choices=Jurisdiction.choices,
        default=Jurisdiction.NATIONAL,
    )
    problem = limited_rich_text(_("the problem it solves"))
    method = limited_rich_text(_("how to do it"))
    conditions = limited_rich_text(_("what it needs"))
    lessons = limited_rich_text(_("what was learned"))

    content_panels: ClassVar[list[Panel]] = knowledge_panels(
        *fact_fields, "problem", "method", "conditions", "lessons"
    )
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared("scale")

    class Meta:
        verbose_name = _("best practice")
        verbose_name_plural = _("best practices")
