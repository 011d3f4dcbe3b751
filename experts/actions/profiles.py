"""What people do with their own profile."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from experts.levels import DEFAULTS, Visibility
from experts.models import Profile, ProfileState
from experts.permissions import can_edit_profile
from experts.slugs import free_slug
from records import projection


@transaction.atomic
def start_profile(*, user: User) -> Profile:
    """Return the user's profile; a new one is empty and not published."""
    profile = Profile.objects.select_related("user").filter(user=user).first()
    if profile is None:
        profile = Profile(user=user)
        profile.slug = slug_for(profile)
        profile.save()
    return profile


def slug_for(profile: Profile) -> str:
    """An address from the person's name; without a name from the identifier."""
    others = Profile.objects.exclude(pk=profile.pk)
    return free_slug(profile.name, others, profile.uid.hex[:12])


@transaction.atomic
def save_profile(
    *, actor: User, profile: Profile, visibility: Mapping[str, Visibility] | None = None
) -> None:
    """Store what the person changed, who sees it, and project it.

    PermissionDenied for anybody else's profile; KeyError for a part that does not exist.
    """
    require_own(actor, profile)
    for field, level in (visibility or {}).items():
        if DEFAULTS[field] == level:
            profile.field_visibility.pop(field, None)
        else:
            profile.field_visibility[field] = Visibility(level).value
    profile.save()


@transaction.atomic
def publish_profile(*, actor: User, profile: Profile) -> None:
    """Let others meet the profile, as far as its visibilities allow.

    ValidationError without a name, or when the editors withheld it.
    """
    require_own(actor, profile)
    if not profile.name:
        raise ValidationError(_("Write your name first: a profile cannot be shown without one."))
    if profile.state == ProfileState.WITHHELD:
        raise ValidationError(_("The editors withheld this profile. Write to them."))
    profile.state = ProfileState.PUBLISHED
    profile.published_at = profile.published_at or timezone.now()
    profile.confirmed_at = timezone.now()
    profile.save()


@transaction.atomic
def unpublish_profile(*, actor: User, profile: Profile) -> None:
    """Take the profile out of every list; nothing in it is lost."""
    require_own(actor, profile)
    if profile.state == ProfileState.PUBLISHED:
        profile.state = ProfileState.DRAFT
        profile.save()


@transaction.atomic
def confirm_profile(*, actor: User, profile: Profile) -> None:
    """The person says that everything is still right."""
    require_own(actor, profile)
    profile.confirmed_at = timezone.now()
    profile.reminded_at = None
    profile.save()


@transaction.atomic
def follow_name(*, profile: Profile) -> None:
    """Bring address and record in step with the name of the account.

    The old address ends: it would tell a name that its person gave up.
    """
    slug = slug_for(profile)
    if not profile.slug.startswith(slug) or not profile.name:
        profile.slug = slug
        profile.save(update_fields=["slug", "updated"])
    else:
        projection.refresh(profile)


def require_own(actor: User, profile: Profile) -> None:
    """PermissionDenied unless the profile is the actor's own."""
    if not can_edit_profile(actor, profile):
        raise PermissionDenied
