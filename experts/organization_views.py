"""The pages on which people claim an organization and keep its page."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from experts.actions import organizations
from experts.forms import LANGUAGES, LinkRows
from experts.models import AffiliationState, ClaimState, Organization, Profile
from experts.organization_forms import ClaimForm, HandOverForm, OrganizationForm
from experts.permissions import can_edit_organization
from experts.views import language_of_reader
from experts.visibility import visible_fields
from records.audiences import Viewer
from records.requests import ViewerRequest

MOST_MEMBERS = 200


@never_cache
@login_required
def claim_create(request: ViewerRequest, slug: str) -> HttpResponse:
    """Ask to keep the page of an organization."""
    user, organization = user_of(request), organization_of(request, slug)
    if can_edit_organization(user, organization):
        return redirect("experts:organization_edit", slug=organization.slug)
    is_waiting = organization.claims.filter(user=user, state=ClaimState.WAITING).exists()
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organizations.claim_organization(
                actor=user, organization=organization, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The editors have your claim. You hear from them by mail."))
            return redirect("experts:organization_detail", slug=organization.slug)
    context = {"organization": organization, "form": form, "is_waiting": is_waiting}
    return render(request, "experts/claim_form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
def organization_edit(request: ViewerRequest, slug: str) -> HttpResponse:
    """Change the page of an organization whose claim was approved."""
    user, organization = user_of(request), organization_of(request, slug)
    if not can_edit_organization(user, organization):
        raise PermissionDenied
    language = chosen_language(request)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OrganizationForm(*data, instance=organization, language=language)
    links: Any = LinkRows(
        data=data[0], files=data[1], initial=list(organization.links), prefix="links"
    )
    if request.method == "POST" and form.is_valid() and links.is_valid():
        changed = form.apply()
        changed.links = kept_links(links)
        organizations.save_organization(
            actor=user,
            organization=changed,
            logo=form.cleaned_data["picture"],
            remove_logo=bool(form.cleaned_data.get("remove_picture")),
        )
        messages.success(request, _("Your changes are saved."))
        return redirect("experts:organization_detail", slug=changed.slug)
    stored = Organization.objects.get(pk=organization.pk)
    context = {
        "organization": stored,
        "form": form,
        "links": links,
        "language": language,
        "languages": settings.LANGUAGES,
        "keepers": stored.managers.filter(is_active=True).order_by("pk"),
        "hand_over": HandOverForm(people=members(stored, request.viewer)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "experts/organization_edit.html", context, status=status)


@never_cache
@login_required
@require_POST
def organization_keepers(request: ViewerRequest, slug: str) -> HttpResponse:
    """Let a colleague keep the page too, or leave it."""
    user, organization = user_of(request), organization_of(request, slug)
    if not can_edit_organization(user, organization):
        raise PermissionDenied
    if "leave" in request.POST:
        organizations.leave_organization(actor=user, organization=organization)
        messages.success(request, _("You no longer keep this page."))
        return redirect("experts:organization_detail", slug=organization.slug)
    form = HandOverForm(request.POST, people=members(organization, request.viewer))
    if form.is_valid():
        person = form.chosen()
        organizations.add_keeper(actor=user, organization=organization, user=person.user)
        messages.success(request, _("%(name)s keeps this page too.") % {"name": person.name})
    else:
        messages.error(request, _("Choose one of the people in the list."))
    return redirect("experts:organization_edit", slug=organization.slug)


def user_of(request: HttpRequest) -> User:
    """Who is signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def organization_of(request: ViewerRequest, slug: str) -> Organization:
    """The organization of the address, if the viewer may know of it."""
    return get_object_or_404(Organization.objects.visible_to(request.viewer), slug=slug)


def chosen_language(request: HttpRequest) -> str:
    """The language in which texts are written: the one asked for, else the page's own."""
    asked = request.POST.get("language") or request.GET.get("language")
    return asked if asked in LANGUAGES else language_of_reader()


def kept_links(rows: Any) -> list[dict[str, str]]:
    """The links that were not removed."""
    return [
        {"url": row["url"], "name": row["name"]}
        for row in rows.cleaned_data
        if row and not row["DELETE"]
    ]


def members(organization: Organization, viewer: Viewer) -> list[Profile]:
    """People of whom the viewer may know that they work there now, and who do not keep it."""
    here = organization.affiliations.filter(end_year=None).exclude(state=AffiliationState.REFUSED)
    found = (
        Profile.objects.visible_to(viewer)
        .filter(pk__in=here.order_by().values("profile"))
        .exclude(user__in=organization.managers.all())
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "pk")[:MOST_MEMBERS]
    )
    return [profile for profile in found if "affiliations" in visible_fields(profile, viewer)]
