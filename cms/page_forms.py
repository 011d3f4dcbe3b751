"""The form behind the editor of every page."""

import json
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):
    """Refuses a step of moderation whose words are missing; the editor keeps every field.

    Wagtail trusts its dialogue to send them (`wagtail.admin.views.pages.edit.EditView`).
    """

    def clean(self) -> dict[str, Any]:
        """Judge the words of the step with the form of the dialogue."""
        cleaned: dict[str, Any] = super().clean()
        action = self.data.get("workflow-action-name")
        task = self.instance.current_workflow_task if self.instance.pk else None
        if task and action and self.data.get("action-workflow-action"):
            for message in refusals(task.get_form_for_action(action), self.data):
                self.add_error(None, message)
        return cleaned


def refusals(dialogue: Any, data: Any) -> list[str]:
    """What is wrong with the words that came along with a step."""
    try:
        words = json.loads(data.get("workflow-action-extra-data") or "{}")
    except ValueError:
        words = None
    if not isinstance(words, dict) or (
        dialogue and not words.keys() <= dialogue.base_fields.keys()
    ):
        return [_("The page could not read your words. Load it again and repeat the step.")]
    if dialogue is None:
        return []
    return [message for messages in dialogue(words).errors.values() for message in messages]
