"""What editors choose from in typed fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Licences by their address, as other nodes expect them."""

    CC_BY = "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"
    CC_BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"
    CC_BY_NC = "https://creativecommons.org/licenses/by-nc/4.0/", "CC BY-NC 4.0"
    CC_BY_NC_SA = "https://creativecommons.org/licenses/by-nc-sa/4.0/", "CC BY-NC-SA 4.0"
    CC_BY_ND = "https://creativecommons.org/licenses/by-nd/4.0/", "CC BY-ND 4.0"
    CC0 = "https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"
    RIGHTS_RESERVED = "https://rightsstatements.org/vocab/InC/1.0/", _("All rights reserved")


class Sensitivity(models.TextChoices):
    """Who a record may be shown to, whatever the settings of its page."""

    OPEN = "open", _("Open: everybody may read it")
    RESTRICTED = "restricted", _("Restricted: only people who work on this site may read it")
    TRADITIONAL = (
        "traditional-knowledge",
        _("Traditional knowledge: shared with the consent of its holders"),
    )


class Relation(models.TextChoices):
    """How a record is related to the one it cites."""

    RELATED = "related", _("is related to")
    IMPLEMENTS = "implements", _("implements")
    SUPPORTS = "supports", _("supports")
    PART_OF = "part-of", _("is part of")
    BASED_ON = "based-on", _("is based on")
    MEASURES = "measures", _("measures")
    REPLACES = "replaces", _("replaces")
    CITES = "cites", _("cites")


class AgentRole(models.TextChoices):
    """What somebody did for a record."""

    CREATOR = "creator", _("Author")
    CONTRIBUTOR = "contributor", _("Contributor")
    PUBLISHER = "publisher", _("Publisher")
    PARTNER = "partner", _("Partner")
    FUNDER = "funder", _("Funder")
    IMPLEMENTER = "implementer", _("Implementing organization")


class Progress(models.TextChoices):
    """How far something has come."""

    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Under way")
    COMPLETED = "completed", _("Completed")
    STOPPED = "stopped", _("Stopped")


class DecisionStatus(models.TextChoices):
    """Whether a decision still holds (InforMEA)."""

    ACTIVE = "active", _("In force")
    AMENDED = "amended", _("Amended")
    RETIRED = "retired", _("Retired")


class Jurisdiction(models.TextChoices):
    """The level at which something applies."""

    REGIONAL = "regional", _("Several countries")
    NATIONAL = "national", _("The whole country")
    SUBNATIONAL = "subnational", _("Part of the country")


class Alignment(models.TextChoices):
    """How closely a national target follows the global one."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class IndicatorType(models.TextChoices):
    """The family of an indicator in the monitoring framework."""

    HEADLINE = "headline", _("Headline")
    BINARY = "binary", _("Binary")
    COMPONENT = "component", _("Component")
    COMPLEMENTARY = "complementary", _("Complementary")
    NATIONAL = "national", _("National")


class ExpertiseLevel(models.TextChoices):
    """For whom a resource is written."""

    BASIC = "basic", _("Beginners")
    INTERMEDIATE = "intermediate", _("People with some experience")
    ADVANCED = "advanced", _("Specialists")


class Frequency(models.TextChoices):
    """How often a source is brought up to date (after DCAT)."""

    CONTINUOUS = "continuous", _("All the time")
    MONTHLY = "monthly", _("Every month")
    ANNUAL = "annual", _("Every year")
    IRREGULAR = "irregular", _("From time to time")
    NEVER = "never", _("No longer")


class MediaType(models.TextChoices):
    """What a multimedia item is."""

    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Sound")
    PHOTOGRAPHS = "photographs", _("Photographs")
    INTERACTIVE = "interactive", _("Interactive")
