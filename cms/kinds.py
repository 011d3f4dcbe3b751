"""The kinds of things that the cms room makes records of. Icons are heroicons."""

from django.utils.translation import gettext_lazy as _

from records.registry import Kind, register_kind

SITE = "site"
KNOWLEDGE = "knowledge"

KINDS = (
    Kind(key="case-study", label=_("Case study"), plural=_("Case studies"),
         icon="light-bulb", group=KNOWLEDGE, order=10),
    Kind(key="best-practice", label=_("Best practice"), plural=_("Best practices"),
         icon="hand-thumb-up", group=KNOWLEDGE, order=11),
    Kind(key="national-target", label=_("National target"), plural=_("National targets"),
         icon="flag", group=KNOWLEDGE, order=12),
    Kind(key="activity", label=_("Implementation activity"),
         plural=_("Implementation activities"), icon="wrench-screwdriver",
         group=KNOWLEDGE, order=13),
    Kind(key="project", label=_("Project"), plural=_("Projects"),
         icon="briefcase", group=KNOWLEDGE, order=14),
    Kind(key="indicator", label=_("Indicator"), plural=_("Indicators"),
         icon="chart-bar", group=KNOWLEDGE, order=15),
    Kind(key="decision", label=_("Decision"), plural=_("Decisions"),
         icon="scale", group=KNOWLEDGE, order=16),
    Kind(key="work-programme", label=_("Work programme"), plural=_("Work programmes"),
         icon="clipboard-document-list", group=KNOWLEDGE, order=17),
    Kind(key="training-material", label=_("Training material"),
         plural=_("Training materials"), icon="academic-cap", group=KNOWLEDGE, order=18),
    Kind(key="reference-document", label=_("Reference document"),
         plural=_("Reference documents"), icon="book-open", group=KNOWLEDGE, order=19),
    Kind(key="online-source", label=_("Online source"), plural=_("Online sources"),
         icon="circle-stack", group=KNOWLEDGE, order=20),
    Kind(key="map", label=_("Map"), plural=_("Maps"),
         icon="map", group=KNOWLEDGE, order=21),
    Kind(key="multimedia", label=_("Multimedia"), plural=_("Multimedia"),
         icon="film", group=KNOWLEDGE, order=22),
    Kind(key="news", label=_("News"), plural=_("News"), icon="newspaper", group=SITE, order=30),
    Kind(key="event", label=_("Event"), plural=_("Events"),
         icon="calendar-days", group=SITE, order=31),
    Kind(key="guidance", label=_("Guidance"), plural=_("Guidance"),
         icon="lifebuoy", group=SITE, order=32),
    Kind(key="country", label=_("Country"), plural=_("Countries"),
         icon="globe-alt", group=SITE, order=33),
    Kind(key="theme", label=_("Theme"), plural=_("Themes"), icon="hashtag", group=SITE, order=34),
    Kind(key="section", label=_("Section"), plural=_("Sections"),
         icon="folder", group=SITE, order=40),
    Kind(key="page", label=_("Page"), plural=_("Pages"), icon="document", group=SITE, order=41),
)  # fmt: skip


def register() -> None:
    """Register every kind."""
    for kind in KINDS:
        register_kind(kind)
