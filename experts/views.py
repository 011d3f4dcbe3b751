"""Public pages of people and organizations, and their pictures."""

from uuid import UUID

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from experts.confirmation import outdated_since
from experts.disclosure import disclose, logo_path, version_of
from experts.models import Organization, Profile
from experts.permissions import can_edit_organization, can_edit_profile, takes_messages
from experts.presenting import organization_page, person_page
from experts.visibility import visible_fields
from records.requests import ViewerRequest


def language_of_reader() -> str:
    """The language that the page is written in."""
    return get_language() or settings.LANGUAGE_CODE


@require_safe
def profile_detail(request: ViewerRequest, slug: str) -> HttpResponse:
    """Show a profile as the viewer may see it."""
    profile = get_object_or_404(Profile.objects.visible_to(request.viewer).with_parts(), slug=slug)
    shown = disclose(profile, visible_fields(profile, request.viewer))
    person = person_page(
        shown, request.viewer, language_of_reader(), preferred=profile.user.language
    )
    context = {
        "person": person,
        "outdated_since": outdated_since(profile, timezone.now()),
        "is_own": can_edit_profile(request.user, profile),
        "takes_messages": takes_messages(request.viewer, profile),
    }
    return render(request, "experts/profile_detail.html", context)


@require_safe
def organization_detail(request: ViewerRequest, slug: str) -> HttpResponse:
    """Show an organization with its people and what names it."""
    organization = get_object_or_404(Organization.objects.visible_to(request.viewer), slug=slug)
    context = {
        "shown": organization_page(organization, request.viewer, language_of_reader()),
        "logo": logo_path(organization),
        "can_edit": can_edit_organization(request.user, organization),
    }
    return render(request, "experts/organization_detail.html", context)


@require_safe
def portrait(request: ViewerRequest, uid: UUID, version: str) -> HttpResponse:
    """Serve a portrait to who may see it; no copy stays on the way."""
    profile = get_object_or_404(Profile.objects.visible_to(request.viewer), uid=uid)
    if "portrait" not in visible_fields(profile, request.viewer):
        raise Http404
    return picture(profile.portrait, version)


@require_safe
def logo(request: ViewerRequest, uid: UUID, version: str) -> HttpResponse:
    """Serve the logo of an organization."""
    organization = get_object_or_404(Organization.objects.visible_to(request.viewer), uid=uid)
    return picture(organization.logo, version)


def picture(file: FieldFile, version: str) -> HttpResponse:
    """Answer with a stored picture; 404 for one that is no longer in use."""
    if not file or version_of(file) != version:
        raise Http404
    with file.open("rb") as stored:
        response = HttpResponse(stored.read(), content_type="image/webp")
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=3600)
    return response
