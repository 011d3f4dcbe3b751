"""Who gets a page (decision 0030): what may not be known to exist is not found."""

from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction

from cms.audiences import is_sensitive, may_read_sensitive
from cms.models import BasePage
from cms.restrictions import restrictions_in, restrictions_of


def refuse_unknown(page: Page, request: HttpRequest) -> None:
    """Raise Http404 unless the reader holds every key of the page.

    A password asks for itself: Wagtail shows its form afterwards.
    """
    if is_sensitive(page) and not may_read_sensitive(request.user):
        raise Http404
    if isinstance(page, BasePage):
        # Wagtail asks the page again before it serves it.
        page.known_restrictions = restrictions_of(page, restrictions_in(request))
    for restriction in page.get_view_restrictions():
        if restriction.restriction_type == PageViewRestriction.PASSWORD:
            continue
        if not restriction.accept_request(request):
            raise Http404
