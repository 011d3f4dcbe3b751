"""Panels of the editor."""

from typing import Any

from wagtail.admin.panels import Panel

from cms.content_checks import check_page


class AdvicePanel(Panel):
    """What to improve before the page is published, as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        """The advice on one page."""

        template_name = "cms/admin/advice_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add `advice`; a page that was never saved has none yet."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["is_saved"] = bool(self.instance.pk)
            context["advice"] = check_page(self.instance) if self.instance.pk else []
            return context
