"""How complete a profile is, and what is worth doing next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from experts.models import Profile


@dataclass(frozen=True, slots=True)
class Step:
    """Something that makes a profile more useful. `section` is where it is done."""

    section: str
    label: str | Promise
    share: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """The steps in their order; `percent` is the sum of the shares that are done."""

    steps: tuple[Step, ...]

    @property
    def percent(self) -> int:
        """From 0 to 100."""
        return sum(step.share for step in self.steps if step.is_done)

    @property
    def next_step(self) -> Step | None:
        """The first that is missing; None when nothing is."""
        return next((step for step in self.steps if not step.is_done), None)


def completeness_of(profile: Profile) -> Completeness:
    """Judge a profile that was read `with_parts` or `with_presence`."""
    rows: Sequence[tuple[str, str | Promise, int, object]] = (
        ("about", _("Write your name"), 10, profile.name),
        ("expertise", _("Choose a subject that you know"), 20, _has(profile, "expertise")),
        ("about", _("Say in one line what you do"), 10, any(profile.headline.values())),
        ("help", _("Say what you can help with"), 10, profile.help_offered),
        ("languages", _("Name the languages that you work in"), 10, _has(profile, "languages")),
        ("places", _("Say where you live"), 10, profile.based_in),
        ("about", _("Tell about yourself"), 10, any(profile.biography.values())),
        ("portrait", _("Add a portrait"), 10, profile.portrait),
        ("organizations", _("Name your organization"), 5, _has(profile, "affiliations")),
        ("works", _("Show a work of yours"), 5, _has(profile, "works")),
    )
    return Completeness(
        tuple(Step(section, label, share, bool(done)) for section, label, share, done in rows)
    )


def _has(profile: Profile, name: str) -> bool:
    noted: bool | None = getattr(profile, f"has_{name}", None)
    return bool(getattr(profile, name).all()) if noted is None else noted
