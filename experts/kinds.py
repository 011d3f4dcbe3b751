"""The kinds of things that the experts room makes records of. Icons are heroicons."""

from django.utils.translation import gettext_lazy as _

from records.registry import Kind, register_kind

EXPERT = "expert"
ORGANIZATION = "organization"
PEOPLE = "people"

KINDS = (
    Kind(key=EXPERT, label=_("Expert"), plural=_("Experts"),
         icon="user", group=PEOPLE, order=25),
    Kind(key=ORGANIZATION, label=_("Organization"), plural=_("Organizations"),
         icon="building-office-2", group=PEOPLE, order=26),
)  # fmt: skip


def register() -> None:
    """Register every kind."""
    for kind in KINDS:
        register_kind(kind)
