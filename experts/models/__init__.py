"""The tables of the experts room, where Django looks for them."""

from experts.models.contact import Block, ContactMessage
from experts.models.cooperation import (
    BrokerNote,
    CooperationItem,
    DeclineReason,
    Direction,
    ItemVisibility,
    MatchSuggestion,
    StageChange,
    SuggestionState,
)
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
from experts.models.profiles import Availability, ContactPolicy, Profile, ProfileState

__all__ = [
    "Affiliation",
    "AffiliationState",
    "Availability",
    "Block",
    "BrokerNote",
    "ClaimState",
    "ContactMessage",
    "ContactPolicy",
    "CooperationItem",
    "DeclineReason",
    "Direction",
    "Expertise",
    "ExpertiseLevel",
    "ExpertiseSource",
    "FocalPoint",
    "ItemVisibility",
    "LanguageLevel",
    "MatchSuggestion",
    "Organization",
    "OrganizationClaim",
    "OrganizationState",
    "Profile",
    "ProfileLanguage",
    "ProfileState",
    "StageChange",
    "SuggestionState",
    "Work",
    "WorkSource",
]
