"""Accounts: people who sign in."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """The lowest room: knows no other."""

    name = "accounts"
    default = True  # Wagtail's, which is imported here too, is another candidate.

    def ready(self) -> None:
        """Load the declarations of personal data."""
        from accounts import privacy  # noqa: F401, PLC0415  (decision 0001)


def never(_panel: object) -> bool:
    """Say that a panel of Wagtail's account page is not in use."""
    return False


class WagtailUsersConfig(WagtailUsersAppConfig):  # type: ignore[misc]
    """Wagtail's pages for administrators of users, with our form."""

    user_viewset = "accounts.viewsets.UserViewSet"
    default = False

    def ready(self) -> None:
        """Close the one upload in the admin that keeps files as they come: portraits."""
        from wagtail.admin.views.account import AvatarSettingsPanel  # noqa: PLC0415

        super().ready()
        AvatarSettingsPanel.is_active = never
