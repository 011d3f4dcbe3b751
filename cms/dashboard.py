"""The first page of the admin: what waits, before anything else."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from cms.moderation import LENGTH, due_pages, returned_to, waiting_for


class WaitingPanel(Component):
    """A list of pages with a heading; empty, it says what will come there."""

    template_name = "cms/admin/waiting_panel.html"
    heading: ClassVar[Any] = ""
    empty: ClassVar[Any] = ""
    name: ClassVar[str] = ""
    order: ClassVar[int] = 0
    source: ClassVar[Any] = None

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Add the items of the user of the request."""
        items = type(self).source(parent_context["request"].user)
        return {
            "name": self.name,
            "heading": self.heading,
            "empty": self.empty,
            "items": items[:LENGTH],
        }


class WaitingForYou(WaitingPanel):
    """Pages to approve."""

    name = "waiting-for-you"
    order = 10
    heading = _("Waiting for you")
    empty = _("Pages that somebody submits for your approval come here.")
    source = staticmethod(waiting_for)


class ReturnedToYou(WaitingPanel):
    """Pages to improve."""

    name = "returned-to-you"
    order = 20
    heading = _("Returned to you")
    empty = _("Pages that come back to you come here, with the reason.")
    source = staticmethod(returned_to)


class GettingOld(WaitingPanel):
    """Pages to check again."""

    name = "getting-old"
    order = 30
    heading = _("Getting old")
    empty = _("Your pages whose review date is near come here.")
    source = staticmethod(due_pages)
