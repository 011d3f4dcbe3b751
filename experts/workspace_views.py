"""The pages on which people keep their own profile."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from experts.actions import profiles
from experts.completeness import completeness_of
from experts.confirmation import outdated_since
from experts.disclosure import disclose
from experts.forms import LANGUAGES, NAMES, LinkRows, SeenByForm
from experts.levels import Visibility
from experts.models import Profile
from experts.permissions import is_met
from experts.presenting import person_page
from experts.sections import SECTIONS, Section
from experts.views import language_of_reader
from experts.visibility import FIELDS, fields_within
from records.audiences import Viewer
from records.requests import ViewerRequest


def own_profile(request: HttpRequest) -> Profile:
    """The profile of who is signed in; an empty one before they wrote anything."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    found = Profile.objects.with_parts().filter(user=user).first()
    return found or Profile(user=user)


@never_cache
@login_required
@require_safe
def profile_edit(request: ViewerRequest) -> HttpResponse:
    """Show how complete the profile is, what comes next, and every section."""
    profile = own_profile(request)
    context = {
        "profile": profile,
        "completeness": completeness_of(profile) if profile.pk else None,
        "sections": SECTIONS.values(),
        "is_met": bool(profile.pk) and is_met(profile),
        "levels": Visibility.choices,
    }
    return render(request, "experts/profile_edit.html", context)


@never_cache
@login_required
def section_edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change one section of the profile."""
    section = SECTIONS.get(key)
    if section is None:
        raise Http404
    if request.method == "POST":
        profile = profiles.start_profile(user=own_profile(request).user)
        form, seen_by = bound(request, section, profile)
        if form.is_valid() and seen_by.is_valid():
            return save_section(request, section, profile, form, seen_by)
    else:
        profile = own_profile(request)
        form, seen_by = bound(request, section, profile)
    return render(
        request,
        "experts/section_edit.html",
        {
            "section": section,
            "form": form,
            "seen_by": seen_by,
            "language": chosen_language(request),
            "languages": settings.LANGUAGES,
        },
        status=422 if request.method == "POST" else 200,
    )


def bound(request: HttpRequest, section: Section, profile: Profile) -> tuple[Any, SeenByForm]:
    """The form of a section with what was sent, if anything was."""
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    seen_by = SeenByForm(data[0], profile=profile, parts=section.parts)
    if section.rows is LinkRows:
        return LinkRows(*data, initial=list(profile.links), prefix="links"), seen_by
    if section.rows:
        # An unsaved profile has no rows to read.
        rows = section.rows(*data, instance=profile if profile.pk else Profile())
        return rows, seen_by
    more = {"language": chosen_language(request)} if section.by_language else {}
    return section.form(*data, instance=profile, **more), seen_by


def chosen_language(request: HttpRequest) -> str:
    """The language in which texts are written: the one asked for, else the page's own."""
    asked = request.POST.get("language") or request.GET.get("language")
    return asked if asked in LANGUAGES else language_of_reader()


def save_section(
    request: HttpRequest, section: Section, profile: Profile, form: Any, seen_by: SeenByForm
) -> HttpResponse:
    """Store what was sent, and go back to the overview."""
    if section.rows is LinkRows:
        profile.links = [
            {"url": row["url"], "name": row["name"]}
            for row in form.cleaned_data
            if row and not row["DELETE"]
        ]
    elif section.rows:
        form.save()
    else:
        form.apply()
        if section.key == "about":
            profile.user.save(update_fields=["first_name", "last_name"])
            profile.slug = Profile.objects.values_list("slug", flat=True).get(pk=profile.pk)
    profiles.save_profile(actor=profile.user, profile=profile, visibility=seen_by.levels())
    messages.success(request, _("Your changes are saved."))
    return redirect("experts:profile_edit")


@never_cache
@login_required
@require_POST
def profile_state(request: ViewerRequest) -> HttpResponse:
    """Publish the profile, take it back, or say that it is still right."""
    profile = profiles.start_profile(user=own_profile(request).user)
    action, done = {
        "publish": (profiles.publish_profile, _("Your profile is published.")),
        "unpublish": (profiles.unpublish_profile, _("Your profile is no longer shown to others.")),
        "confirm": (profiles.confirm_profile, _("Thank you. Your profile counts as up to date.")),
    }.get(request.POST.get("action", ""), (None, ""))
    if action is None:
        raise Http404
    try:
        action(actor=profile.user, profile=profile)
        messages.success(request, done)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("experts:profile_edit")


@never_cache
@login_required
@require_safe
def profile_preview(request: ViewerRequest) -> HttpResponse:
    """Show the profile as other people would see it."""
    asked = request.GET.get("as", "")
    level = Visibility(asked) if asked in Visibility.values else Visibility.PUBLIC
    profile = own_profile(request)
    if not profile.pk:
        return redirect("experts:profile_edit")
    fields = fields_within(profile, level)
    viewer = Viewer.anonymous() if level == Visibility.PUBLIC else request.viewer
    shown = disclose(profile, fields)
    context = {
        "person": person_page(shown, viewer, language_of_reader(), preferred=profile.user.language),
        "is_preview": True,
        "outdated_since": outdated_since(profile, timezone.now()),
        "level": level,
        "levels": Visibility.choices,
        "is_hidden": not fields,
        "hidden": [NAMES[name] for name in FIELDS if name not in fields],
        "edit_url": reverse("experts:profile_edit"),
    }
    return render(request, "experts/profile_preview.html", context)
