"""The searches that somebody keeps: theirs alone, for everybody else they do not exist."""

from typing import Any
from uuid import UUID

from allauth.core.internal.httpkit import authenticated_user
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from search.alerts import new_results
from search.models import SavedSearch
from search.result_lists import EVERYTHING, RESULT_LISTS
from search.saved_actions import (
    MAX_PER_PERSON,
    TooManySearchesError,
    change_search,
    forget_search,
    save_search,
)
from search.saved_forms import SavedSearchForm
from search.saved_words import address_of, name_for, words_for
from search.state import ListState


@never_cache
@login_required
@require_safe
def saved_list(request: HttpRequest) -> HttpResponse:
    """List somebody's searches."""
    rows = rows_of(list(_own(request).order_by("name", "pk")))
    return render(request, "search/saved_list.html", {"rows": rows, "limit": MAX_PER_PERSON})


@never_cache
@login_required
def saved_create(request: HttpRequest) -> HttpResponse:
    """Keep the search in the address. Visitors come back here once they have signed in."""
    place = request.GET.get("place", "")
    result_list = RESULT_LISTS.get(place, EVERYTHING)
    state = ListState.from_query(request.GET)
    initial = {"name": name_for(result_list.key, state, _language())}
    form = SavedSearchForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_search(
                owner=authenticated_user(request),
                name=form.cleaned_data["name"],
                place=result_list.key,
                query=state.query_string(),
                language=_language(),
                frequency=form.cleaned_data["frequency"],
            )
        except TooManySearchesError:
            form.add_error(None, _too_many())
        else:
            messages.success(request, _("The search is saved."))
            return redirect("search:saved_list")
    search = SavedSearch(place=result_list.key, query=state.query_string())
    back = address_of(search)
    [words] = words_for([search], _language())
    context = {"form": form, "words": words, "back": back, "is_new": True}
    return render(request, "search/saved_form.html", context)


@never_cache
@login_required
def saved_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Rename a search, or change how often its owner is told."""
    search = get_object_or_404(_own(request), uid=uid)
    form = SavedSearchForm(request.POST or None, initial=_values(search))
    if request.method == "POST" and form.is_valid():
        change_search(search=search, **form.cleaned_data)
        messages.success(request, _("Your changes are saved."))
        return redirect("search:saved_list")
    [words] = words_for([search], _language())
    context = {"form": form, "words": words, "back": reverse("search:saved_list"), "uid": uid}
    return render(request, "search/saved_form.html", context)


@login_required
@require_POST
def saved_delete(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Forget a search."""
    search = get_object_or_404(_own(request), uid=uid)
    name = search.name
    forget_search(search=search)
    messages.success(request, _("The search “%(name)s” is deleted.") % {"name": name})
    return redirect("search:saved_list")


@never_cache
@login_required
@require_safe
def saved_count(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Count what is new to a search now. Nothing counts as seen by it."""
    search = get_object_or_404(_own(request).select_related("owner"), uid=uid)
    count = len(new_results(search).uids)
    text = ngettext("%(count)s new result", "%(count)s new results", count) % {"count": count}
    context = {"row": rows_of([search])[0], "text": text}
    return render(request, "search/saved_count.html", context)


def rows_of(searches: list[SavedSearch]) -> list[dict[str, Any]]:
    """Searches with their chips and addresses, for lists."""
    return [
        {
            "search": search,
            "words": words,
            "address": address_of(search),
        }
        for search, words in zip(searches, words_for(searches, _language()), strict=True)
    ]


def _own(request: HttpRequest) -> Any:
    return SavedSearch.objects.filter(owner=authenticated_user(request))


def _values(search: SavedSearch) -> dict[str, str]:
    return {"name": search.name, "frequency": search.frequency}


def _too_many() -> str:
    return _(
        "You have %(limit)s saved searches, which is as many as there can be."
        " Delete one of them, then save this one."
    ) % {"limit": MAX_PER_PERSON}


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
