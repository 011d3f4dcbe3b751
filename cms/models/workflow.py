"""Moderation in which a page that goes back always goes back with a reason."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from accounts.models import User


class ReasonForm(forms.Form):
    """Why a page is returned; its author reads it."""

    comment = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea,
        error_messages={"required": _("Say what has to change. The author reads your words.")},
        help_text=_("Say what has to change. The author reads your words."),
    )


class NoteForm(forms.Form):
    """A word to the author, if there is one."""

    comment = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)


class ModerationTask(AbstractGroupApprovalTask):
    """Approval by one of some groups. Returning a page requires a reason."""

    class Meta:
        verbose_name = _("moderation with a reason")
        verbose_name_plural = _("moderations with a reason")

    def get_actions(
        self,
        obj: Page,  # noqa: ARG002
        user: User | AnonymousUser,
    ) -> list[tuple[str, Any, bool]]:
        """Return with a reason, approve, approve with a note."""
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        return [
            ("reject", _("Return with a reason"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a note"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """The form of an action."""
        return ReasonForm if action == "reject" else NoteForm

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Refuse to return a page without a reason, whichever door asks for it."""
        if action_name == "reject" and not (kwargs.get("comment") or "").strip():
            raise ValidationError(_("Say what has to change. The author reads your words."))
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        """For the list of task types."""
        return _("Members of the chosen groups approve the page or return it with a reason.")
