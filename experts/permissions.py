"""Who may do what with people and organizations: pure predicates."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from accounts.circles import are_companions
from accounts.models import User
from experts.levels import Visibility, level_of
from experts.models import (
    ContactMessage,
    ContactPolicy,
    Organization,
    OrganizationState,
    Profile,
    ProfileState,
)
from records.audiences import Viewer


def can_view_profile(viewer: Viewer, profile: Profile) -> bool:
    """Whether the viewer may know of the profile. The twin of `visible_to`."""
    user = viewer.user
    if user.is_authenticated and user.pk == profile.user_id:
        return True
    if not is_met(profile):
        return False
    level = level_of(profile.visibility)
    if level == Visibility.PUBLIC:
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    return level == Visibility.SIGNED_IN or (
        level == Visibility.COMMUNITIES and are_companions(user, profile.user_id)
    )


def is_met(profile: Profile) -> bool:
    """Whether others can meet the profile at all. The twin of `published`."""
    return profile.state == ProfileState.PUBLISHED and profile.user.is_active and bool(profile.name)


def can_edit_profile(user: User | AnonymousUser, profile: Profile) -> bool:
    """Whether the profile is the user's own: nobody writes in the name of others."""
    return user.is_authenticated and user.pk == profile.user_id


def can_view_organization(viewer: Viewer, organization: Organization) -> bool:
    """Whether the viewer may know of the organization. The twin of `visible_to`."""
    return organization.state == OrganizationState.PUBLISHED or (
        viewer.user.is_authenticated and organization.managers.filter(pk=viewer.user.pk).exists()
    )


def takes_messages(viewer: Viewer, profile: Profile) -> bool:
    """Whether the viewer gets the form of the profile, perhaps after signing in."""
    user = viewer.user
    if not is_met(profile) or not can_view_profile(viewer, profile) or user.pk == profile.user_id:
        return False
    if profile.contact_from == ContactPolicy.COMMUNITIES:
        return isinstance(user, User) and are_companions(user, profile.user_id)
    return profile.contact_from == ContactPolicy.SIGNED_IN


def has_confirmed_address(user: User | AnonymousUser) -> bool:
    """Whether the user has shown that their address is theirs: one query."""
    return (
        user.is_authenticated
        and user.is_active
        and EmailAddress.objects.filter(user=user.pk, verified=True).exists()
    )


def can_read_message(user: User | AnonymousUser, message: ContactMessage) -> bool:
    """Whether the message came to the user."""
    return user.is_authenticated and user.pk == message.recipient_id


def can_judge_messages(user: User | AnonymousUser) -> bool:
    """Whether the user sees the messages that were reported."""
    return user.is_active and user.has_perm("experts.change_contactmessage")


def can_edit_organization(user: User | AnonymousUser, organization: Organization) -> bool:
    """Whether the user's claim was approved."""
    return (
        user.is_authenticated
        and user.is_active
        and organization.state != OrganizationState.WITHHELD
        and organization.managers.filter(pk=user.pk).exists()
    )


def can_decide_claims(user: User | AnonymousUser) -> bool:
    """Whether the user decides who may speak for an organization."""
    return user.is_active and user.has_perm("experts.change_organizationclaim")


def can_manage_focal_points(user: User | AnonymousUser) -> bool:
    """Whether the user may change focal points and see their addresses."""
    return user.is_active and user.has_perm("experts.change_focalpoint")
