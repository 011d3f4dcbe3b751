"""Which parts of a profile somebody may see: the one place that decides (decision 0103).

Page, record, search, API, export and mail all ask `visible_fields`, or read what
`experts.disclosure` made of it.
"""

from accounts.circles import are_companions
from experts.levels import DEFAULTS, Visibility, level_of
from experts.models import Profile
from experts.permissions import can_view_profile
from records.audiences import Viewer

FIELDS = tuple(DEFAULTS)


def chosen_level(profile: Profile, field: str) -> Visibility:
    """The level that the person chose for a part, or its default."""
    stored = profile.field_visibility.get(field)
    return DEFAULTS[field] if stored is None else level_of(stored)


def field_level(profile: Profile, field: str) -> Visibility:
    """The level that holds for a part: never wider than that of the whole profile."""
    return max(
        chosen_level(profile, field),
        level_of(profile.visibility),
        key=lambda level: level.rank,
    )


def reach(profile: Profile, viewer: Viewer) -> Visibility:
    """How near the viewer is to the person. At most one query for each kind of circle."""
    user = viewer.user
    if not user.is_authenticated or not user.is_active:
        return Visibility.PUBLIC
    if user.pk == profile.user_id:
        return Visibility.ONLY_ME
    levels = {level_of(profile.visibility), *(chosen_level(profile, name) for name in FIELDS)}
    if Visibility.COMMUNITIES in levels and are_companions(user, profile.user_id):
        return Visibility.COMMUNITIES
    return Visibility.SIGNED_IN


def fields_within(profile: Profile, level: Visibility) -> frozenset[str]:
    """The parts that people at this level see; none when they may not know the profile."""
    if level_of(profile.visibility).rank > level.rank:
        return frozenset()
    return frozenset(name for name in FIELDS if field_level(profile, name).rank <= level.rank)


def visible_fields(profile: Profile, viewer: Viewer) -> frozenset[str]:
    """The parts that the viewer may see; none when they may not know the profile."""
    if not can_view_profile(viewer, profile):
        return frozenset()
    return fields_within(profile, reach(profile, viewer))
