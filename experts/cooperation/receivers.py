"""What changes requests and offers from outside: accounts, and the start of a site."""

from collections.abc import Collection
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save

from accounts.models import User
from experts.models import CooperationItem, Organization
from records import projection

BROKERS = "Brokers"
CODENAME = "broker_cooperation"


@transaction.atomic
def on_user_saved(
    instance: User, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """What somebody asks for is shown while their account is open."""
    if update_fields is None or "is_active" in update_fields:
        refresh(list(CooperationItem.objects.owned_by(instance.pk)))


@transaction.atomic
def on_organization_saved(instance: Organization, **kwargs: Any) -> None:
    """A record names the organization that asks."""
    refresh(list(CooperationItem.objects.filter(organization=instance.pk)))


@transaction.atomic
def on_item_deleted(instance: CooperationItem, **kwargs: Any) -> None:
    """What is gone is not found."""
    projection.refresh(instance)


def refresh(items: list[CooperationItem]) -> None:
    """Project the items, if there are any."""
    if items:
        projection.refresh(*items)


def on_migrated(**kwargs: Any) -> None:
    """Every site has the group of brokers; who is in it is the administrators' affair."""
    brokers()


def brokers() -> Group:
    """The group of brokers. A new one gets the permission; an old one is left as it is."""
    found = Permission.objects.filter(codename=CODENAME, content_type__app_label="experts").first()
    group, is_new = Group.objects.get_or_create(name=BROKERS)
    if found and (is_new or not group.permissions.exists()):
        group.permissions.add(found)
    return group


def connect(config: AppConfig) -> None:
    """Connect the receivers."""
    post_save.connect(on_user_saved, sender=User)
    post_save.connect(on_organization_saved, sender=Organization)
    post_delete.connect(on_item_deleted, sender=CooperationItem)
    post_migrate.connect(on_migrated, sender=config)
