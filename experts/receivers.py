"""What changes the records of people besides their own forms."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from accounts.models import User
from experts.actions.profiles import follow_name
from experts.models import Organization, Profile
from records import projection
from records.projection import refresh_uids
from records.registry import projector_for

# What of an account shows in a profile.
SHOWN = frozenset({"first_name", "last_name", "is_active", "language"})


@transaction.atomic
def on_user_saved(
    instance: User, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """A profile shows the name of its account; a closed account shows nothing."""
    if update_fields is not None and not SHOWN & set(update_fields):
        return
    profile = Profile.objects.select_related("user").filter(user=instance.pk).first()
    if profile:
        follow_name(profile=profile)


@transaction.atomic
def on_changed(instance: Profile | Organization, **kwargs: Any) -> None:
    """A profile or an organization was written or deleted."""
    projection.refresh(instance)


@transaction.atomic
def on_organization_changed(instance: Organization, **kwargs: Any) -> None:
    """The records of the people who belong to an organization name it."""
    members = Profile.objects.filter(affiliations__organization=instance.pk)
    uids = list(members.order_by("uid").values_list("uid", flat=True).distinct())
    projector = projector_for(Profile)
    if uids and projector:
        refresh_uids(projector, uids)


def connect() -> None:
    """Connect the receivers."""
    post_save.connect(on_user_saved, sender=User)
    for signal in (post_save, post_delete):
        signal.connect(on_changed, sender=Profile)
        signal.connect(on_changed, sender=Organization)
    post_save.connect(on_organization_changed, sender=Organization)
