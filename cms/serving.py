"""Who gets a page (decision 0030): what may not be known to exist is not found."""

from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction

from cms.audiences import is_sensitive, may_read_sensitive, restrictions_in


def refuse_unknown(page: Page, request: HttpRequest) -> None:
    """Raise Http404 unless the reader holds every key of the page.

    A password asks for itself: Wagtail shows its form afterwards.
    """
    if is_sensitive(page) and not may_read_sensitive(request.user):
        raise Http404
    if not restrictions_in(request).rows:
        # Wagtail asks the page again before it serves it.
        page.is_free_of_restrictions = True
        return
    for restriction in page.get_view_restrictions():
        if restriction.restriction_type == PageViewRestriction.PASSWORD:
            continue
        if not restriction.accept_request(request):
            raise Http404
