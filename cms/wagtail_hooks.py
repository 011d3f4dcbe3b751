"""What the cms room adds to Wagtail."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from cms.serving import refuse_unknown
from cms.viewsets import record_chooser


@hooks.register("before_serve_page")
def hide_what_may_not_be_known(
    page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> None:
    """Answer 404 instead of asking to sign in."""
    refuse_unknown(page, request)


@hooks.register("register_admin_viewset")
def register_record_chooser() -> Any:
    """The chooser of records."""
    return record_chooser
