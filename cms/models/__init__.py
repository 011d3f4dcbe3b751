"""The models of the cms room; one subject a file, public names here."""

from cms.models.base import BasePage
from cms.models.branding import Branding
from cms.models.classified import ClassifiedPage
from cms.models.countries import CountryIndexPage, CountryPage
from cms.models.events import EventIndexPage, EventPage
from cms.models.feedback import Feedback
from cms.models.files import CustomDocument, CustomImage, CustomRendition
from cms.models.home import HomePage
from cms.models.knowledge import (
    BestPractice,
    CaseStudy,
    Decision,
    ImplementationActivity,
    Indicator,
    KnowledgeIndexPage,
    KnowledgePage,
    MapPage,
    Multimedia,
    NationalTarget,
    OnlineSource,
    Project,
    ReferenceDocument,
    TrainingMaterial,
    WorkProgramme,
)
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.standard import GuidancePage, SectionPage, StandardPage
from cms.models.themes import ThemeIndexPage, ThemePage
from cms.models.workflow import ModerationTask

__all__ = [
    "BasePage",
    "BestPractice",
    "Branding",
    "CaseStudy",
    "ClassifiedPage",
    "CountryIndexPage",
    "CountryPage",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "Decision",
    "EventIndexPage",
    "EventPage",
    "Feedback",
    "GuidancePage",
    "HomePage",
    "ImplementationActivity",
    "Indicator",
    "KnowledgeIndexPage",
    "KnowledgePage",
    "MapPage",
    "ModerationTask",
    "Multimedia",
    "NationalTarget",
    "NewsIndexPage",
    "NewsPage",
    "OnlineSource",
    "Project",
    "ReferenceDocument",
    "SectionPage",
    "StandardPage",
    "ThemeIndexPage",
    "ThemePage",
    "TrainingMaterial",
    "WorkProgramme",
]
