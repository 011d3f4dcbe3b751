"""Per-request state of the records room."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from records.audiences import Viewer

GetResponse = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ViewerMiddleware:
    """Sets `request.viewer`; the session and the keys are read when first needed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: Viewer(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)


class AtomicWritesMiddleware:
    """Runs every view that may write in one transaction (decision 0002).

    A page and its record cannot disagree. Safe methods stay in autocommit: on SQLite a
    transaction takes the write lock when it begins, and readers must not queue for it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Call the view inside a transaction, unless it asked not to be."""
        if request.method in SAFE_METHODS or getattr(view, "_non_atomic_requests", None):
            return None
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        return response
