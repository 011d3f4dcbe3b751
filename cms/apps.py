"""CMS: editorial pages and the knowledge base."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Everything that editors author."""

    name = "cms"

    def ready(self) -> None:
        """Register kinds, projector, keys and files; connect receivers."""
        from cms import (  # noqa: PLC0415
            audiences,
            checks,
            document_files,
            kinds,
            privacy,  # noqa: F401
            projectors,
            receivers,
            workspace,
        )
        from records.audiences import register_provider  # noqa: PLC0415  (decision 0001)

        kinds.register()
        projectors.register()
        document_files.register()
        register_provider(audiences.PREFIX, audiences.restriction_keys)
        checks.register_checks()
        receivers.connect()
        workspace.register()
