"""Answers that belong to no room: uploaded pictures, security.txt, errors."""

import datetime
import mimetypes
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document

# Sizes of images, made by the site itself. Originals and documents are never served
# from here: originals carry what the editor cropped away, documents ask for permission.
PUBLIC_FOLDERS = ("images/",)
# A document can become private at any time: browsers ask again, which costs one 304.
NO_CACHE = {"no_cache": True}
PICTURES = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture from the local folder; with S3, pictures come from there."""
    if not path.startswith(PUBLIC_FOLDERS) or ".." in path:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    if mimetypes.guess_type(path)[0] not in PICTURES:
        response.headers["Content-Disposition"] = "attachment"
    patch_cache_control(response, public=True, max_age=86400)
    return response


@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Serve a document to who may see it; a private one leaves no copy on the way."""
    response: HttpResponseBase = serve_document(request, document_id, document_filename)
    thing = get_document_model().objects.select_related("collection").get(pk=document_id)
    private = thing.collection.get_view_restrictions().exists()
    patch_cache_control(response, **({"private": True, "no_store": True} if private else NO_CACHE))
    return response


def counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let nobody try out the passwords of private pages and documents one after another."""

    @wraps(view)
    def limited(request: HttpRequest, *arguments: Any, **names: Any) -> HttpResponse:
        refused = None
        if request.method == "POST":
            refused = ratelimit.consume_or_429(request, action="page_password")
        return refused or view(request, *arguments, **names)

    return limited


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Say whom to tell about a weakness (RFC 9116)."""
    expires = timezone.now().replace(microsecond=0) + datetime.timedelta(days=180)
    lines = [
        f"Contact: {settings.CHM_SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@requires_csrf_token
def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer a crash without the database; 503 when it is the database that is away."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        body = loader.get_template("503.html").render()
        return HttpResponse(body, status=503, headers={"Retry-After": "30"})
    return HttpResponse(loader.get_template("500.html").render(), status=500)
