"""The kinds of things that the cms room makes records of."""

from django.utils.translation import gettext_lazy as _

from records.registry import Kind, register_kind

KINDS = (Kind(key="page", label=_("Page"), plural=_("Pages"), icon="document", group="site"),)


def register() -> None:
    """Register every kind."""
    for kind in KINDS:
        register_kind(kind)
