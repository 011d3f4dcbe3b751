"""Per-request state of the records room."""

from collections.abc import Callable
from contextlib import ExitStack
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
    The transaction begins when the view is known and ends when its response is rendered,
    so that the exception hooks of other middleware (allauth's) still see exceptions.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as transactions:
            request.transactions = transactions  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        *_arguments: Any,
    ) -> None:
        """Begin a transaction, unless the method is safe or the view asked not to."""
        if request.method in SAFE_METHODS or getattr(view, "_non_atomic_requests", None):
            return
        request.transactions.enter_context(transaction.atomic())  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Undo what the view wrote before anything answers the exception."""
        request.transactions.__exit__(  # type: ignore[attr-defined]
            type(exception), exception, exception.__traceback__
        )
