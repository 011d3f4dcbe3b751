"""What requests and offers register; called by the room when Django is ready."""

from django.apps import AppConfig

from experts.cooperation import notices, privacy, projectors, receivers, workspace
from experts.cooperation.demo.loading import load_items
from records.demonstration import register_step


def ready(config: AppConfig) -> None:
    """Register what others show, tell, erase and search."""
    projectors.register()
    notices.register()
    privacy.register()
    workspace.register()
    receivers.connect(config)
    register_step("cooperation", load_items)
