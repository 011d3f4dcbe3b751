"""The tables of the experts room, where Django looks for them."""

from experts.models.contact import Block, ContactMessage
from experts.models.focal_points import FocalPoint
from experts.models.organizations import (
    ClaimState,
    Organization,
    OrganizationClaim,
    OrganizationState,
)
from experts.models.parts import (
    Affiliation,
    AffiliationState,
    Expertise,
    ExpertiseLevel,
    ExpertiseSource,
    LanguageLevel,
    ProfileLanguage,
    Work,
    WorkSource,
)
from experts.models.profiles import Availability, Profile, ProfileState

__all__ = [
    "Affiliation",
    "AffiliationState",
    "Availability",
    "Block",
    "ClaimState",
    "ContactMessage",
    "Expertise",
    "ExpertiseLevel",
    "ExpertiseSource",
    "FocalPoint",
    "LanguageLevel",
    "Organization",
    "OrganizationClaim",
    "OrganizationState",
    "Profile",
    "ProfileLanguage",
    "ProfileState",
    "Work",
    "WorkSource",
]
