"""Pages of people and organizations."""

from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from experts.disclosure import disclose, version_of
from experts.models import Organization, Profile
from experts.visibility import visible_fields
from records.requests import ViewerRequest


@require_safe
def profile_detail(request: ViewerRequest, slug: str) -> HttpResponse:
    """Show a profile as the viewer may see it."""
    profile = get_object_or_404(Profile.objects.visible_to(request.viewer).with_parts(), slug=slug)
    shown = disclose(profile, visible_fields(profile, request.viewer))
    return render(request, "experts/profile_detail.html", {"shown": shown})


@require_safe
def organization_detail(request: ViewerRequest, slug: str) -> HttpResponse:
    """Show an organization."""
    organization = get_object_or_404(Organization.objects.visible_to(request.viewer), slug=slug)
    return render(request, "experts/organization_detail.html", {"organization": organization})


@require_safe
def portrait(request: ViewerRequest, uid: UUID, version: str) -> HttpResponseBase:
    """Serve a portrait to who may see it; no copy stays on the way."""
    profile = get_object_or_404(Profile.objects.visible_to(request.viewer), uid=uid)
    if "portrait" not in visible_fields(profile, request.viewer):
        raise Http404
    return picture(profile.portrait, version)


@require_safe
def logo(request: ViewerRequest, uid: UUID, version: str) -> HttpResponseBase:
    """Serve the logo of an organization."""
    organization = get_object_or_404(Organization.objects.visible_to(request.viewer), uid=uid)
    return picture(organization.logo, version)


def picture(file: FieldFile, version: str) -> HttpResponseBase:
    """Answer with a stored picture; 404 for one that is no longer in use."""
    if not file or version_of(file) != version:
        raise Http404
    response = FileResponse(file.open("rb"), content_type="image/webp")
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=3600)
    return response
