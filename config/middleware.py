"""Headers that every response carries."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from config import csp

GetResponse = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Chooses the policy by path; a view that set its own header keeps it."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        """Put the admin's policy in the place of the site's."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and csp.is_admin(request.path_info):
            parts.config = settings.CHM_ADMIN_SECURITY_POLICY
        return parts


class PermissionsPolicyMiddleware:
    """Says what no page of this site asks a browser for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", csp.PERMISSIONS_POLICY)
        return response
