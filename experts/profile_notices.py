"""How people are asked whether their profile is still right."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy, override

from accounts.models import User
from experts.confirmation import confirmed_at
from experts.models import Profile, ProfileState
from notifications.models import Frequency
from notifications.registry import Fact, NotificationKind, Rendered, register_kind

CONFIRM = "profile.confirm"


def register() -> None:
    """Register the kind."""
    register_kind(NOTICE)


def fact_of(profile: Profile, number: int) -> tuple[str, dict[str, Any]]:
    """Return (subject, payload) of a reminder: the same for the same year and number."""
    since = confirmed_at(profile).isoformat()
    return f"{profile.uid}:{since}:{number}", {"since": since, "number": number}


def waiting(user: User, facts: Sequence[Fact]) -> dict[str, Profile]:
    """The reminders that still hold, by subject: the last one, of a shown profile."""
    profile = Profile.objects.filter(user=user, state=ProfileState.PUBLISHED).first()
    if profile is None or not user.is_active:
        return {}
    since = confirmed_at(profile).isoformat()
    return {fact.subject: profile for fact in facts if fact.payload["since"] == since}


def may_see(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """What was confirmed since is asked no more."""
    return waiting(user, facts).keys()


def render(user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
    """Ask, and say what comes of silence."""
    with override(language):
        return {subject: rendered(profile) for subject, profile in waiting(user, facts).items()}


def rendered(profile: Profile) -> Rendered:
    """One reminder."""
    day = date_format(localtime(confirmed_at(profile)), "DATE_FORMAT")
    return Rendered(
        title=_("Is your profile still right?"),
        lines=(
            _("You confirmed it last on %(date)s. Read it, change what is old, confirm it.")
            % {"date": day},
            _("After thirteen months your page says that it was not confirmed for a year."),
        ),
        url=reverse("experts:profile_edit"),
        reason=_("You published a profile on this site."),
        action=_("Look at your profile"),
    )


NOTICE = NotificationKind(
    key=CONFIRM,
    label=gettext_lazy("Yearly question about your profile"),
    description=gettext_lazy("Once a year we ask whether your profile is still right."),
    may_see=may_see,
    render=render,
    default_frequency=Frequency.IMMEDIATE,
)
