"""What the exchange room adds to the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from exchange.harvest.models import ImportProblem, ImportRun, Source
from exchange.harvest.viewsets import ExchangeViewSetGroup, ReadOnlyPolicy

for model in (Source, ImportRun, ImportProblem):
    register_permission_policy(model, ReadOnlyPolicy(model))


@hooks.register("register_admin_viewset")
def register_exchange() -> Any:
    """The menu with its pages."""
    return ExchangeViewSetGroup()


@hooks.register("register_permissions")
def register_import_permission() -> QuerySet[Permission]:
    """The permission to import, for the group editor."""
    return Permission.objects.filter(
        content_type__app_label="exchange", codename__in=("add_importrun", "view_importrun")
    )
