"""Start-up checks: nothing that can be found is forgotten."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from records.models import FindableModel
from records.registry import has_kind, projector_for, projectors


@register
def check_projectors(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every findable model has a projector, every kind of a projector is registered."""
    problems: list[CheckMessage] = [
        Error(
            f"{model._meta.label} can be found but has no projector.",
            hint="Register one from the app's `ready()`: records.registry.register_projector.",
            obj=model,
            id="records.E001",
        )
        for model in apps.get_models()
        if issubclass(model, FindableModel) and projector_for(model) is None
    ]
    problems += [
        Error(
            f"The projector of {projector.name} makes records of kind {kind!r}, "
            "which nobody registered.",
            hint="Register it with records.registry.register_kind.",
            id="records.E002",
        )
        for projector in projectors()
        for kind in projector.kinds
        if not has_kind(kind)
    ]
    return problems
