"""Experts: people, organizations and focal points."""

from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    """The network of practitioners."""

    name = "experts"

    def ready(self) -> None:
        """Register kinds, projectors and the key provider; connect receivers."""
        from experts import (  # noqa: PLC0415
            audiences,
            contact_kind,
            contact_privacy,
            interests,
            kinds,
            organization_notices,
            privacy,  # noqa: F401
            profile_notices,
            projectors,
            receivers,
            workspace,
        )
        from experts.cooperation import apps as cooperation  # noqa: PLC0415
        from experts.demo.loading import load_people  # noqa: PLC0415
        from experts.offices import offices_of  # noqa: PLC0415
        from records.audiences import register_provider  # noqa: PLC0415  (decision 0001)
        from records.demonstration import register_step  # noqa: PLC0415
        from records.panels import register_country_panel  # noqa: PLC0415

        kinds.register()
        projectors.register()
        register_provider(audiences.SIGNED_IN, audiences.signed_in_keys)
        receivers.connect()
        contact_kind.register()
        contact_privacy.register()
        interests.register()
        organization_notices.register()
        profile_notices.register()
        workspace.register()
        register_country_panel("experts/_offices.html", offices_of)
        register_step("people", load_people)
        cooperation.ready(self)
