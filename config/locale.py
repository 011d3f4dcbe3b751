"""Which language a request is answered in."""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware as DjangoLocaleMiddleware
from django.utils.translation import get_language


class LocaleMiddleware(DjangoLocaleMiddleware):
    """Django's, except that a door without a language may answer 404.

    Django redirects every 404 without a language prefix to the prefixed path. Identifiers,
    the API and the admin have no language: where their own view says "not found", that is
    the answer.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Redirect only paths that belong to no door."""
        if response.status_code == HTTPStatus.NOT_FOUND and request.resolver_match:
            response.headers.setdefault("Content-Language", get_language() or "")
            return response
        return super().process_response(request, response)
