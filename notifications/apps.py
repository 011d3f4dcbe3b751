"""Notifications: what people are told, on the site and by mail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Event → Notification → Delivery. Upper rooms register their kinds (registry)."""

    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        """Load the declarations of personal data; register the panel."""
        from notifications import privacy, workspace  # noqa: F401, PLC0415  (decision 0001)

        workspace.register()
