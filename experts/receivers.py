"""What changes the records of people besides their own forms."""

from collections.abc import Collection
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from accounts.models import User
from experts.actions.orcid import link_orcid, unlink_orcid
from experts.actions.profiles import follow_name
from experts.models import Organization, Profile
from records import projection
from records.projection import refresh_uids
from records.registry import projector_for

ORCID = "orcid"  # the provider's name in the settings
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


@transaction.atomic
def on_sign_in_linked(instance: SocialAccount, **kwargs: Any) -> None:
    """Somebody came back from ORCID: the account that allauth stored names the iD."""
    if instance.provider == ORCID:
        link_orcid(user=instance.user, orcid=instance.uid)


@transaction.atomic
def on_sign_in_unlinked(instance: SocialAccount, **kwargs: Any) -> None:
    """The way back to ORCID was removed, so the iD proves nothing any more."""
    if instance.provider == ORCID:
        unlink_orcid(user=instance.user)


def connect() -> None:
    """Connect the receivers."""
    post_save.connect(on_user_saved, sender=User)
    for signal in (post_save, post_delete):
        signal.connect(on_changed, sender=Profile)
        signal.connect(on_changed, sender=Organization)
    post_save.connect(on_organization_changed, sender=Organization)
    post_save.connect(on_sign_in_linked, sender=SocialAccount)
    post_delete.connect(on_sign_in_unlinked, sender=SocialAccount)
