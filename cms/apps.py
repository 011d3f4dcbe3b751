"""CMS: editorial pages and the knowledge base."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Everything that editors author."""

    name = "cms"

    def ready(self) -> None:
        """Register kinds, the page projector and the key provider; connect receivers."""
        from cms import audiences, checks, kinds, projectors, receivers  # noqa: PLC0415
        from records.audiences import register_provider  # noqa: PLC0415  (decision 0001)

        kinds.register()
        projectors.register()
        register_provider(audiences.PREFIX, audiences.restriction_keys)
        checks.register_checks()
        receivers.connect()
