"""The page on which people bring works into their profile."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache

from experts.actions import profiles, works
from experts.models import Profile
from experts.work_forms import ChoiceOfWorksForm, DoiForm
from experts.workspace_views import own_profile
from records.requests import ViewerRequest

UNPROCESSABLE, TOO_MANY = 422, 429


@never_cache
@login_required
def works_find(request: ViewerRequest) -> HttpResponse:
    """Look works up by DOI or at ORCID. Reading the page asks nobody anything."""
    if request.method != "POST":
        return shown(request, own_profile(request), DoiForm(), None)
    profile = profiles.start_profile(user=own_profile(request).user)
    form = DoiForm(request.POST if "doi" in request.POST else None)
    if not ratelimit.consume(request, action="work_lookup", user=request.user):
        messages.error(request, _("You have looked up a lot. Wait an hour, then go on."))
        return shown(request, profile, form, None, status=TOO_MANY)
    if "doi" in request.POST:
        return by_doi(request, profile, form)
    return from_orcid(request, profile)


def by_doi(request: ViewerRequest, profile: Profile, form: DoiForm) -> HttpResponse:
    """Add one work."""
    if form.is_valid():
        try:
            work = works.add_work_by_doi(
                actor=profile.user, profile=profile, doi=form.cleaned_data["doi"]
            )
        except ValidationError as error:
            form.add_error("doi", error)
        else:
            messages.success(request, _("Added: %(title)s") % {"title": work.title})
            return redirect("experts:works_find")
    return shown(request, profile, form, None, status=UNPROCESSABLE)


def from_orcid(request: ViewerRequest, profile: Profile) -> HttpResponse:
    """Show the works at ORCID, or add the chosen ones."""
    try:
        found = works.works_at_orcid(actor=profile.user, profile=profile)
        choice = ChoiceOfWorksForm(request.POST if "choose" in request.POST else None, found=found)
        if choice.is_valid():
            keys = set(choice.cleaned_data["works"])
            chosen = [work for work in found if work.key in keys]
            added = works.add_works(actor=profile.user, profile=profile, works=chosen)
            messages.success(
                request,
                ngettext("%(count)d work was added.", "%(count)d works were added.", len(added))
                % {"count": len(added)},
            )
            return redirect("experts:section_edit", key="works")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return shown(request, profile, DoiForm(), None, status=UNPROCESSABLE)
    status = UNPROCESSABLE if choice.errors else 200
    return shown(request, profile, DoiForm(), choice, has_found=bool(found), status=status)


def shown(
    request: ViewerRequest,
    profile: Profile,
    form: DoiForm,
    choice: ChoiceOfWorksForm | None,
    *,
    has_found: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page."""
    context = {"profile": profile, "form": form, "choice": choice, "has_found": has_found}
    return render(request, "experts/works_find.html", context, status=status)
