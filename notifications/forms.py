"""When and how often somebody wants mail."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.actions import choose_frequencies, choose_reading_time
from notifications.models import Frequency, Preference, Weekday
from notifications.periods import rhythm_of
from notifications.registry import NotificationKind, known_kinds

PREFIX = "kind-"


def time_zones() -> list[tuple[str, str]]:
    """Return the time zones that name a place, and UTC."""
    places = sorted(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/", "US/"))
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


def hours() -> list[tuple[int, str]]:
    """Return the hours of a day."""
    return [(hour, f"{hour:02}:00") for hour in range(24)]


class SettingsForm(forms.Form):
    """A row per kind, and the reader's hour."""

    hour = forms.TypedChoiceField(label=_("Hour of the digests"), coerce=int, choices=hours)
    weekday = forms.TypedChoiceField(
        label=_("Day of the weekly digest"), coerce=int, choices=Weekday.choices
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("The nearest place in your time zone."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        rhythm = rhythm_of(user)
        kwargs["initial"] = {
            "hour": rhythm.hour,
            "weekday": rhythm.weekday,
            "time_zone": rhythm.time_zone,
        }
        super().__init__(*args, **kwargs)
        chosen = dict(Preference.objects.filter(user=user).values_list("kind", "frequency"))
        self.kinds = list(known_kinds().values())
        for kind in self.kinds:
            self.fields[PREFIX + kind.key] = self._frequency(kind, chosen.get(kind.key, ""))

    @staticmethod
    def _frequency(kind: NotificationKind, chosen: str) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=kind.label,
            help_text=kind.description,
            choices=Frequency.choices,
            initial=chosen or kind.default_frequency,
        )

    def kind_fields(self) -> list[forms.BoundField]:
        """Return the fields of the kinds, in their order."""
        return [self[PREFIX + kind.key] for kind in self.kinds]

    def time_fields(self) -> list[forms.BoundField]:
        """Return the fields about the reader's hour."""
        return [self["hour"], self["weekday"], self["time_zone"]]

    def save(self) -> None:
        """Keep what was chosen."""
        data = self.cleaned_data
        choose_reading_time(
            user=self.user,
            time_zone=data["time_zone"],
            hour=data["hour"],
            weekday=data["weekday"],
        )
        choose_frequencies(
            user=self.user,
            frequencies={kind.key: data[PREFIX + kind.key] for kind in self.kinds},
        )
