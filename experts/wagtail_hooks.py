"""What the experts room adds to the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from experts.message_reports import ReportedMessagesView, menu_item
from experts.viewsets import PeopleViewSetGroup


@hooks.register("register_admin_viewset")
def register_people() -> Any:
    """The menu with its pages."""
    return PeopleViewSetGroup()


@hooks.register("register_admin_urls")
def register_reported_messages() -> list[URLPattern]:
    """The messages that people reported."""
    return [path("reports/messages/", ReportedMessagesView.as_view(), name="reported_messages")]


@hooks.register("register_reports_menu_item")
def register_reported_messages_item() -> MenuItem:
    """Its place in the menu."""
    return menu_item()


@hooks.register("register_permissions")
def register_permissions() -> Any:
    """What a group can be given: lists of people as files, and messages that were reported."""
    return Permission.objects.filter(
        content_type__app_label="experts",
        codename__in=["export_profile", "change_contactmessage"],
    )
