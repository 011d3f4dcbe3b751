"""Moderation in which a page that goes back always goes back with a reason."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from accounts.models import User
from cms.permissions import can_review_for_country, reviewable_for_country


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
    """Approval by one of some groups, or by a focal point of a country that the page names.

    Returning a page requires a reason.
    """

    class Meta:
        verbose_name = _("moderation with a reason")
        verbose_name_plural = _("moderations with a reason")

    def may_act(self, page: Page, user: User | AnonymousUser) -> bool:
        """Whether the user may approve or return the page as it was submitted."""
        if user.is_superuser or self._user_in_groups(user):
            return True
        return can_review_for_country(user, page.current_workflow_task_state)

    def user_can_access_editor(self, obj: Page, user: User | AnonymousUser) -> bool:
        """Who reviews a page opens it in the editor."""
        return self.may_act(obj, user)

    def locked_for_user(self, obj: Page, user: User | AnonymousUser) -> bool:
        """While a page is judged, only those who judge it change it."""
        return not self.may_act(obj, user)

    def get_task_states_user_can_moderate(
        self,
        user: User | AnonymousUser,
        **kwargs: Any,
    ) -> QuerySet[TaskState]:
        """The queryset twin of `may_act`."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser or self._user_in_groups(user):
            return waiting
        return reviewable_for_country(user, waiting)

    def get_actions(self, obj: Page, user: User | AnonymousUser) -> list[tuple[str, Any, bool]]:
        """Return with a reason, approve, approve with a note."""
        if not self.may_act(obj, user):
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
