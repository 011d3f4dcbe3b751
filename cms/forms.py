"""Forms that readers fill in."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Feedback
from cms.models.feedback import FeedbackAnswer


class FeedbackForm(forms.ModelForm[Feedback]):
    """One answer, perhaps a few words. `website` is a trap that people do not see."""

    answer = forms.ChoiceField(
        label=_("Is this page useful?"), choices=FeedbackAnswer.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Please do not write your name or address: nobody can answer you here."),
    )
    path = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Feedback
        fields: ClassVar[list[str]] = ["answer", "comment", "path", "uid"]

    def clean_path(self) -> str:
        """Keep paths of this site only."""
        path = str(self.cleaned_data["path"])
        return path if path.startswith("/") and not path.startswith("//") else "/"

    def clean(self) -> dict[str, Any]:
        """Ask for words when something is wrong: the mark alone helps nobody."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == FeedbackAnswer.PROBLEM and not data.get("comment", "").strip():
            self.add_error("comment", _("Say in a few words what is wrong."))
        return data

    @property
    def is_robot(self) -> bool:
        """Whether the trap was filled in."""
        return bool(self.data.get("website"))
