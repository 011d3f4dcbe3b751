"""Accounts: people who sign in."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """The lowest room: knows no other."""

    name = "accounts"


class WagtailUsersConfig(WagtailUsersAppConfig):  # type: ignore[misc]
    """Wagtail's pages for administrators of users, with our form."""

    user_viewset = "accounts.viewsets.UserViewSet"
    default = False
