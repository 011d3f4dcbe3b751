"""The knowledge base."""

from cms.models.knowledge.base import KnowledgeIndexPage, KnowledgePage
from cms.models.knowledge.library import (
    MapPage,
    Multimedia,
    OnlineSource,
    ReferenceDocument,
    TrainingMaterial,
)
from cms.models.knowledge.policy import Decision, Indicator, NationalTarget, WorkProgramme
from cms.models.knowledge.practice import (
    BestPractice,
    CaseStudy,
    ImplementationActivity,
    Project,
)

__all__ = [
    "BestPractice",
    "CaseStudy",
    "Decision",
    "ImplementationActivity",
    "Indicator",
    "KnowledgeIndexPage",
    "KnowledgePage",
    "MapPage",
    "Multimedia",
    "NationalTarget",
    "OnlineSource",
    "Project",
    "ReferenceDocument",
    "TrainingMaterial",
    "WorkProgramme",
]
