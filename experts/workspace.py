"""The panel of the workspace about one's own profile."""

from collections.abc import Iterator
from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from accounts.workspace import Context, Panel, Step, Urgency, everybody, register_panel
from experts.completeness import completeness_of
from experts.models import Profile, ProfileState
from experts.permissions import is_met


def own_profile(request: HttpRequest) -> dict[str, Any]:
    """How complete the reader's profile is; one query."""
    user = authenticated_user(request)
    profile = Profile.objects.filter(user=user).with_presence().first()
    if profile is None:
        return {"profile": None}
    profile.user = user
    return {
        "profile": profile,
        "completeness": completeness_of(profile),
        "is_met": is_met(profile),
        "is_withheld": profile.state == ProfileState.WITHHELD,
    }


def steps(context: Context) -> Iterator[Step]:
    """Beginning a profile, or the part of it that is worth most."""
    if context["profile"] is None:
        address = reverse("experts:section_edit", args=["about"])
        yield Step(_("Begin your profile, so that others find you"), address, Urgency.IMPROVE)
    elif step := context["completeness"].next_step:
        address = reverse("experts:section_edit", args=[step.section])
        title = _("Your profile: %(step)s") % {"step": step.label}
        yield Step(title, address, Urgency.IMPROVE)


def register() -> None:
    """Register the panel."""
    register_panel(
        Panel(
            key="profile",
            title=gettext_lazy("Your profile"),
            icon="identification",
            order=30,
            may_see=everybody,
            context=own_profile,
            template="experts/_profile_panel.html",
            more_url="experts:profile_edit",
            more_label=gettext_lazy("Change your profile"),
            steps=steps,
        )
    )
