"""Who may see a part of a profile: four levels, from everybody to nobody else."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """A level. Who reaches one reaches those before it."""

    PUBLIC = "public", _("Everybody")
    SIGNED_IN = "signed-in", _("People who are signed in")
    COMMUNITIES = "communities", _("Members of my communities")
    ONLY_ME = "only-me", _("Only me")

    @property
    def rank(self) -> int:
        """0 for everybody, 3 for nobody else."""
        return list(type(self)).index(self)


# The parts of a profile with a visibility of their own, and what it is until its person
# chooses another. The name is as visible as the whole profile.
DEFAULTS: dict[str, Visibility] = {
    "headline": Visibility.PUBLIC,
    "biography": Visibility.PUBLIC,
    "portrait": Visibility.PUBLIC,
    "expertise": Visibility.PUBLIC,
    "affiliations": Visibility.PUBLIC,
    "languages": Visibility.PUBLIC,
    "based_in": Visibility.PUBLIC,
    "worked_in": Visibility.PUBLIC,
    "ecosystems": Visibility.PUBLIC,
    "taxa": Visibility.PUBLIC,
    "help_offered": Visibility.PUBLIC,
    "availability": Visibility.PUBLIC,
    "links": Visibility.PUBLIC,
    "works": Visibility.PUBLIC,
    "orcid": Visibility.PUBLIC,
}


def level_of(value: Any) -> Visibility:
    """The level that is stored as `value`; what is not a level is shown to nobody else."""
    return Visibility(value) if value in Visibility.values else Visibility.ONLY_ME
