"""Decisions, programmes, targets and indicators."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail_localize.fields import BaseTranslatableField

from cms.choices import Alignment, DecisionStatus, IndicatorType, Jurisdiction, Progress
from cms.fields import PartialDateField, limited_rich_text
from cms.models.knowledge.base import KnowledgePage, knowledge_panels, shared
from vocabularies.fields import TermsField

BASE_TEXTS = KnowledgePage.text_fields


class Decision(KnowledgePage):
    """A decision of a treaty body (CBD `decision`, InforMEA Decision)."""

    record_kind = "decision"
    text_fields = (*BASE_TEXTS, "code")
    fact_fields = ("code", "treaty", "meeting", "adopting_body", "decision_type", "status",
                   "position")  # fmt: skip

    code = models.CharField(
        _("number or code"), max_length=60, blank=True, help_text=_("Such as 15/4.")
    )
    treaty = models.CharField(_("treaty"), max_length=255, blank=True)
    meeting = models.CharField(_("meeting"), max_length=255, blank=True)
    adopting_body = models.CharField(_("body that adopted it"), max_length=255, blank=True)
    decision_type = models.CharField(_("type"), max_length=120, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=DecisionStatus.choices, default=DecisionStatus.ACTIVE
    )
    position = models.PositiveIntegerField(
        _("position among the decisions of the meeting"), null=True, blank=True
    )

    content_panels: ClassVar[list[Panel]] = knowledge_panels(*fact_fields)
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared(
        "code", "status", "position"
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")


class WorkProgramme(KnowledgePage):
    """A programme of work with its goals and activities."""

    record_kind = "work-programme"
    fact_fields = ("code", "adopted_by", "start", "end", "status")
    text_fields = (*BASE_TEXTS, "goals")

    code = models.CharField(_("number or code"), max_length=60, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=255, blank=True)
    start = PartialDateField(_("begins"))
    end = PartialDateField(_("ends"))
    status = models.CharField(
        _("status"), max_length=12, choices=Progress.choices, default=Progress.ONGOING
    )
    goals = limited_rich_text(_("goals"))

    content_panels: ClassVar[list[Panel]] = knowledge_panels(*fact_fields, "goals")
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared(
        "code", "start", "end", "status"
    )

    class Meta:
        verbose_name = _("work programme")
        verbose_name_plural = _("work programmes")


class NationalTarget(KnowledgePage):
    """A country's target under the Global Biodiversity Framework (CBD `nationalTarget7`)."""

    record_kind = "national-target"
    fact_fields = (
        "sequence", "degree_of_alignment", "gbf_goals", "jurisdiction", "has_non_state_actors",
        "headline_indicators",
    )  # fmt: skip
    text_fields = (
        *BASE_TEXTS, "description", "implementing_considerations", "main_policy_measures",
        "other_indicators", "non_state_actors", "additional_implementation",
    )  # fmt: skip

    sequence = models.PositiveIntegerField(_("number of the target"), null=True, blank=True)
    description = limited_rich_text(_("description"))
    gbf_goals = TermsField(_("global biodiversity goals"), scheme="gbf-goals")
    degree_of_alignment = models.CharField(
        _("alignment with the global target"), max_length=8, choices=Alignment.choices, blank=True
    )
    jurisdiction = models.CharField(
        _("where it applies"),
        max_length=12,
        choices=Jurisdiction.choices,
        default=Jurisdiction.NATIONAL,
    )
    implementing_considerations = limited_rich_text(_("considerations for implementation"))
    main_policy_measures = limited_rich_text(_("main policy measures or actions"))
    headline_indicators = models.CharField(_("headline indicators"), max_length=500, blank=True)
    other_indicators = models.TextField(_("other national indicators"), blank=True)
    has_non_state_actors = models.BooleanField(
        _("other actors than the state have committed to it"), default=False
    )
    non_state_actors = models.TextField(_("who they are and what they do"), blank=True)
    additional_implementation = limited_rich_text(_("means that are still needed"))

    content_panels: ClassVar[list[Panel]] = knowledge_panels(
        "sequence", "description", "gbf_goals", "degree_of_alignment", "jurisdiction",
        "implementing_considerations", "main_policy_measures", "headline_indicators",
        "other_indicators", "has_non_state_actors", "non_state_actors",
        "additional_implementation",
    )  # fmt: skip
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared(
        "sequence", "gbf_goals", "degree_of_alignment", "jurisdiction", "has_non_state_actors",
        "headline_indicators",
    )  # fmt: skip

    class Meta:
        verbose_name = _("national target")
        verbose_name_plural = _("national targets")


class Indicator(KnowledgePage):
    """How progress is measured (CBD `nationalIndicator`)."""

    record_kind = "indicator"
    fact_fields = ("code", "indicator_type", "unit", "frequency")
    text_fields = (*BASE_TEXTS, "data_sources", "method")

    code = models.CharField(_("number or code"), max_length=60, blank=True)
    indicator_type = models.CharField(
        _("type"), max_length=16, choices=IndicatorType.choices, default=IndicatorType.NATIONAL
    )
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    frequency = models.CharField(_("how often it is measured"), max_length=120, blank=True)
    data_sources = models.TextField(_("sources of data"), blank=True)
    method = limited_rich_text(_("how it is calculated"))

    content_panels: ClassVar[list[Panel]] = knowledge_panels(*fact_fields, "data_sources", "method")
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = shared(
        "code", "indicator_type"
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
