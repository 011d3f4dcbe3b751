"""Start-up checks of page types and of what maps are drawn from."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Info, register
from wagtail.models import Page

from cms import maps
from cms.models import BasePage
from records.registry import has_kind


def check_page_types(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every page type is ours and has a registered kind, or says that it makes no record."""
    problems: list[CheckMessage] = []
    for model in apps.get_models():
        if model is Page or not issubclass(model, Page):
            continue
        if not issubclass(model, BasePage):
            problems.append(
                Error(
                    f"{model._meta.label} is not a BasePage, so it is never found.",
                    hint="Inherit from cms.models.BasePage.",
                    obj=model,
                    id="cms.E001",
                )
            )
        elif model.record_kind is not None and not has_kind(model.record_kind):
            problems.append(
                Error(
                    f"{model._meta.label} makes records of kind {model.record_kind!r}, "
                    "which nobody registered.",
                    hint="Add the kind to cms.kinds.KINDS, or set `record_kind = None`.",
                    obj=model,
                    id="cms.E002",
                )
            )
    return problems


def check_maps(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The shapes of the maps were prepared; the site works without them."""
    if maps.are_built():
        return []
    return [
        Info(
            "The shapes of the maps are missing, so maps show only their tables.",
            hint="Run `manage.py build_assets`; it needs the dependency group `assets`.",
            id="cms.I001",
        )
    ]


def register_checks() -> None:
    """Let Django run the checks."""
    register(check_page_types)
    register(check_maps)
